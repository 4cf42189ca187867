import { Component, onWillStart } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { ScanDialog } from "./scan_dialog";

/** Scan from any page of the back office, with the camera of a phone or a tablet. */
export class ScanButton extends Component {
    static template = "garage_workorder.ScanButton";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        onWillStart(async () => {
            this.isAllowed = await user.checkAccessRight("garage.workorder", "read");
        });
    }

    open() {
        this.dialog.add(ScanDialog);
    }
}

registry
    .category("systray")
    .add("garage_workorder.scan", { Component: ScanButton }, { sequence: 99 });

import { Component, useState } from "@odoo/owl";
import {
    BarcodeVideoScanner,
    isBarcodeScannerSupported,
} from "@web/core/barcode/barcode_video_scanner";
import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { useAutofocus, useService } from "@web/core/utils/hooks";

/** Camera, hand scanner or keyboard: whatever the code is, its record opens. */
export class ScanDialog extends Component {
    static template = "garage_workorder.ScanDialog";
    static components = { BarcodeVideoScanner, Dialog };
    static props = { close: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            text: "",
            camera: isBarcodeScannerSupported(),
            message: isBarcodeScannerSupported()
                ? ""
                : _t(
                      "The camera needs a secure address (https) and a browser that has one. Type the code, or use a hand scanner.",
                  ),
        });
        useAutofocus({ refName: "text" });
    }

    onCameraError() {
        this.state.camera = false;
        this.state.message = _t(
            "The camera is missing or not allowed. Allow it in the settings of the browser, type the code, or use a hand scanner.",
        );
    }

    async find(text) {
        const code = text.trim();
        if (!code) {
            return;
        }
        this.state.text = code;
        const found = await this.orm.call("garage.workorder", "find_scanned", [code]);
        if (!found) {
            this.state.message = _t("Nobody here knows “%(code)s”.", { code });
            return;
        }
        this.props.close();
        await this.action.doAction(found);
    }
}

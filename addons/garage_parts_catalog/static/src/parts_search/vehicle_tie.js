import {
    Component,
    onWillStart,
    onWillUpdateProps,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";

/** Which catalogue vehicle a vehicle is, why, and the choice where several are possible. */
export class VehicleTie extends Component {
    static template = "garage_parts_catalog.VehicleTie";
    static props = { vehicleId: Number, onChosen: Function };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ tie: null, open: false });
        this.root = useRef("root");
        useExternalListener(window, "focusin", (ev) => this.closeOutside(ev));
        useExternalListener(window, "click", (ev) => this.closeOutside(ev));
        onWillStart(() => this.load(this.props.vehicleId));
        onWillUpdateProps((props) => {
            if (props.vehicleId !== this.props.vehicleId) {
                return this.load(props.vehicleId);
            }
        });
    }

    async load(vehicleId) {
        this.state.open = false;
        this.state.tie = await this.keepLast.add(
            this.orm.silent.call("garage.vehicle", "get_catalog_tie", [[vehicleId]]),
        );
    }

    closeOutside(ev) {
        if (!this.root.el?.contains(ev.target)) {
            this.state.open = false;
        }
    }

    onKeydown(ev) {
        if (ev.key === "Escape" && this.state.open) {
            ev.stopPropagation();
            this.state.open = false;
        }
    }

    get icon() {
        return this.state.tie.state === "tied" ? "fa-link" : "fa-question-circle-o";
    }

    async choose(typeId) {
        this.state.open = false;
        this.state.tie = await this.orm.call("garage.vehicle", "choose_catalog_type", [
            [this.props.vehicleId],
            typeId,
        ]);
        this.props.onChosen();
    }
}

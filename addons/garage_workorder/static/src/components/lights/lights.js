import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { lightViews } from "./light_rules";

/** The five signals of a work order: approval, parts, work, payment, key. */
export class Lights extends Component {
    static template = "garage_workorder.Lights";
    static props = {
        lights: { optional: true },
        // "card": word under the sign; "line": word beside it, for forms and lists
        layout: { type: String, optional: true },
        onSelect: { type: Function, optional: true },
    };
    static defaultProps = { layout: "card" };

    get lights() {
        return lightViews(this.props.lights || []);
    }

    get listLabel() {
        return _t("State of the work order");
    }

    select(ev, light) {
        if (this.props.onSelect) {
            ev.stopPropagation();
            this.props.onSelect(light.key);
        }
    }
}

import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Lights } from "./lights";

/** Field widget for the JSON field holding a work order's lights. */
export class LightsField extends Component {
    static template = "garage_workorder.LightsField";
    static components = { Lights };
    static props = {
        ...standardFieldProps,
        layout: { type: String, optional: true },
    };
    static defaultProps = { layout: "card" };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
    }

    get lights() {
        return this.props.record.data[this.props.name];
    }

    /** Go where the light points: orders, deliveries, invoices, the work order. */
    async select(key) {
        const { resModel, resId } = this.props.record;
        const action = await this.orm.call(resModel, "action_open_light", [
            [resId],
            key,
        ]);
        if (action) {
            await this.action.doAction(action);
        }
    }
}

export const lightsField = {
    component: LightsField,
    displayName: _t("Lights"),
    supportedTypes: ["json"],
    supportedOptions: [{ label: _t("Layout"), name: "layout", type: "string" }],
    extractProps: ({ options }) => ({ layout: options.layout || "card" }),
};

registry.category("fields").add("garage_lights", lightsField);

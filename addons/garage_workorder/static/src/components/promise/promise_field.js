import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { PromiseTime } from "./promise";

const KEPT_STATES = ["ready", "handed_over", "cancelled"];

/** Field widget of a promised time; it stops ageing when the vehicle is ready. */
export class PromiseField extends Component {
    static template = "garage_workorder.PromiseField";
    static components = { PromiseTime };
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get kept() {
        return KEPT_STATES.includes(this.props.record.data.state);
    }
}

export const promiseField = {
    component: PromiseField,
    displayName: _t("Promised time"),
    supportedTypes: ["datetime"],
};

registry.category("fields").add("garage_promise", promiseField);

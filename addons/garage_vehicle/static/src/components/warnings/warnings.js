import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

const ICONS = {
    danger: "fa-exclamation-triangle",
    warning: "fa-exclamation-circle",
    info: "fa-info-circle",
};

/** What must be known about a vehicle: a list of short, coloured lines. */
export class Warnings extends Component {
    static template = "garage_vehicle.Warnings";
    static props = { warnings: { type: Array, optional: true } };

    icon(level) {
        return ICONS[level] || ICONS.info;
    }
}

export class WarningsField extends Component {
    static template = "garage_vehicle.WarningsField";
    static components = { Warnings };
    static props = { ...standardFieldProps };

    get warnings() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("garage_warnings", {
    component: WarningsField,
    supportedTypes: ["json"],
});

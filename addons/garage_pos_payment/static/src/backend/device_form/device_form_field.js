import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const NUMBERS = ["integer", "number"];

/** The questions of a driver (garage.iot.setup, settings), each with what fits it. */
export class DeviceFormField extends Component {
    static template = "garage_pos_payment.DeviceFormField";
    static props = standardFieldProps;

    /** As typed last: the record takes a change over only a moment later. */
    get rows() {
        return this.typed || this.props.record.data[this.props.name] || [];
    }

    get groups() {
        const rare = this.rows.filter((row) => row.advanced);
        return {
            usual: this.rows.filter((row) => !row.advanced),
            rare,
            isOpen: rare.some((row) => row.problem),
        };
    }

    idOf(row) {
        return `garage-setting-${row.name.replace(".", "-")}`;
    }

    widgetOf({ kind }) {
        if (["boolean", "choice"].includes(kind)) {
            return kind;
        }
        return "input";
    }

    typeOf({ kind }) {
        if (kind === "secret") {
            return "password";
        }
        return NUMBERS.includes(kind) ? "number" : "text";
    }

    stepOf({ kind }) {
        return { integer: "1", number: "any" }[kind];
    }

    /** What counts when nothing is typed. */
    placeholderOf(row) {
        if (row.stored) {
            return _t("unchanged");
        }
        return row.usual === "" ? "" : _t("usually %(value)s", { value: row.usual });
    }

    /** The choice that counts when none is made comes first. */
    emptyChoiceOf(row) {
        const usual = row.choices.find(([value]) => value === row.usual);
        return usual ? _t("%(value)s (usual)", { value: usual[1] }) : "";
    }

    describedBy(row) {
        const id = this.idOf(row);
        return row.problem ? `${id}-help ${id}-problem` : `${id}-help`;
    }

    set(row, value) {
        this.typed = this.rows.map((one) =>
            one.name === row.name ? { ...one, value, problem: "" } : one,
        );
        return this.props.record.update({ [this.props.name]: this.typed });
    }
}

registry.category("fields").add("garage_device_form", {
    component: DeviceFormField,
    supportedTypes: ["json"],
});

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { CharField, charField } from "@web/views/fields/char/char_field";

import { Component, onWillUpdateProps, useState } from "@odoo/owl";

const FRAME_FIELD = "vin_is_frame_number";

/** The VIN with what it says beside it; uncertain parts are grey. */
export class VinField extends Component {
    static template = "garage_vehicle.VinField";
    static components = { CharField };
    static props = { ...CharField.props };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ answer: null });
        this.shown = null;
        this.decodeSoon = useDebounced((text) => this.decode(text), 250);
        this.decode(this.value);
        onWillUpdateProps((next) => this.decode(next.record.data[next.name]));
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isFrameNumber() {
        return this.props.record.data[FRAME_FIELD];
    }

    get duplicate() {
        const twin = this.state.answer?.duplicate;
        return twin && twin.id !== this.props.record.resId ? twin : null;
    }

    onInput(ev) {
        this.decodeSoon(ev.target.value);
    }

    async decode(text) {
        const vin = (text || "").trim();
        if (vin === this.shown) {
            return;
        }
        this.shown = vin;
        const answer = vin
            ? await this.orm.silent.call("garage.vehicle", "decode_vin", [vin])
            : null;
        if (vin === this.shown) {
            this.state.answer = answer;
        }
    }

    async useSuggestion() {
        await this.props.record.update({
            [this.props.name]: this.state.answer.suggestion,
        });
    }

    openTwin() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "garage.vehicle",
            res_id: this.duplicate.id,
            views: [[false, "form"]],
        });
    }
}

export const vinField = {
    ...charField,
    component: VinField,
    displayName: _t("VIN"),
    supportedTypes: ["char"],
    fieldDependencies: [{ name: FRAME_FIELD, type: "boolean" }],
};

registry.category("fields").add("garage_vin", vinField);

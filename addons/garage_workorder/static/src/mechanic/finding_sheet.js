import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/** A finding: photo, red, amber or green, a few words; red and amber propose a job. */
export class FindingSheet extends Component {
    static template = "garage_workorder.MechanicFindingSheet";
    static props = { photo: String, onSave: Function, onClose: Function };

    setup() {
        this.state = useState({ text: "", severity: "" });
        this.levels = [
            { key: "green", text: _t("Good"), icon: "fa-check-circle" },
            { key: "amber", text: _t("Soon"), icon: "fa-exclamation-circle" },
            { key: "red", text: _t("Now"), icon: "fa-exclamation-triangle" },
        ];
    }

    get saveText() {
        if (this.state.severity === "green") {
            return _t("Note it");
        }
        return _t("Propose job");
    }

    save() {
        if (this.state.severity) {
            this.props.onSave({
                text: this.state.text.trim(),
                severity: this.state.severity,
            });
        }
    }
}

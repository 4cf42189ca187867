import { Component, markRaw, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/**
 * A finding or a note: photos, words, and for a finding red, amber or green; red and
 * amber propose a job.
 */
export class FindingSheet extends Component {
    static template = "garage_workorder.MechanicFindingSheet";
    static props = {
        kind: String,
        files: Array,
        busy: Boolean,
        onFile: Function,
        onSave: Function,
        onClose: Function,
    };

    setup() {
        this.state = useState({ text: "", severity: "" });
        this.levels = [
            { key: "green", text: _t("Good"), icon: "fa-check-circle" },
            { key: "amber", text: _t("Soon"), icon: "fa-exclamation-circle" },
            { key: "red", text: _t("Now"), icon: "fa-exclamation-triangle" },
        ];
        this.urls = markRaw(new Map());
        onWillUnmount(() => this.urls.forEach((url) => URL.revokeObjectURL(url)));
    }

    get isFinding() {
        return this.props.kind === "finding";
    }

    get previews() {
        return this.props.files.map(({ name, blob }, id) => {
            if (!this.urls.has(id)) {
                this.urls.set(id, URL.createObjectURL(blob));
            }
            const isVideo = blob.type.startsWith("video/");
            return { id, name, isVideo, url: this.urls.get(id) };
        });
    }

    get isReady() {
        if (this.isFinding) {
            return Boolean(this.state.severity);
        }
        return Boolean(this.state.text.trim() || this.props.files.length);
    }

    get saveText() {
        if (!this.isFinding) {
            return _t("Tell the adviser");
        }
        return this.state.severity === "green" ? _t("Note it") : _t("Propose job");
    }

    save() {
        if (this.isReady && !this.props.busy) {
            const text = this.state.text.trim();
            const { severity } = this.state;
            this.props.onSave(this.isFinding ? { text, severity } : { text });
        }
    }
}

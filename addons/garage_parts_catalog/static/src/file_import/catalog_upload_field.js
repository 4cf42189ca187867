import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onWillUnmount, useRef, useState } from "@odoo/owl";

const ADDRESS = "/garage/catalog/upload";

/** Chooses a file and sends it as it is, piece by piece; shows how far it is. */
export class CatalogUploadField extends Component {
    static template = "garage_parts_catalog.CatalogUploadField";
    static props = standardFieldProps;

    setup() {
        this.notification = useService("notification");
        this.input = useRef("input");
        this.sending = useState({ active: false, percent: 0, over: false });
        onWillUnmount(() => {
            this.isGone = true;
            this.request?.abort();
        });
    }

    get fileName() {
        return this.props.record.data.file_name || "";
    }

    choose() {
        this.input.el.click();
    }

    onChosen(ev) {
        this.send(ev.target.files[0]);
        ev.target.value = "";
    }

    onDrop(ev) {
        this.sending.over = false;
        this.send(ev.dataTransfer.files[0]);
    }

    send(file) {
        if (!file || this.sending.active) {
            return;
        }
        const body = new FormData();
        body.append("csrf_token", odoo.csrf_token);
        body.append("ufile", file, file.name);
        const request = new XMLHttpRequest();
        this.request = request;
        Object.assign(this.sending, { active: true, percent: 0 });
        request.upload.onprogress = ({ loaded, total }) => {
            this.sending.percent = total ? Math.floor((100 * loaded) / total) : 0;
        };
        request.onload = () => this.onSent(request);
        request.onerror = () => this.onFailed();
        request.open("POST", ADDRESS);
        request.send(body);
    }

    async onSent(request) {
        if (request.status !== 200) {
            this.onFailed();
            return;
        }
        const kept = JSON.parse(request.responseText);
        if (this.isGone) {
            return;
        }
        await this.props.record.update({
            [this.props.name]: { id: kept.id, display_name: kept.name },
            file_name: kept.name,
        });
        this.sending.active = false;
    }

    onFailed() {
        this.sending.active = false;
        this.notification.add(
            _t("The file could not be sent. Check the connection and choose it again."),
            { type: "danger" },
        );
    }
}

registry.category("fields").add("catalog_upload", {
    component: CatalogUploadField,
    supportedTypes: ["many2one"],
    fieldDependencies: [{ name: "file_name", type: "char" }],
});

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

const BADGES = {
    new: "text-bg-success",
    update: "text-bg-info",
    same: "text-bg-secondary",
    bad: "text-bg-danger",
};

/** The first rows of a file, each with what will happen to it and why. */
export class ImportPreview extends Component {
    static template = "garage_vehicle.ImportPreview";
    static props = { ...standardFieldProps };

    get preview() {
        return this.props.record.data[this.props.name] || null;
    }

    badge(row) {
        return BADGES[row.what];
    }

    get moreText() {
        return _t("and %(count)s more rows", { count: this.preview.more }).toString();
    }
}

registry.category("fields").add("garage_import_preview", {
    component: ImportPreview,
    displayName: _t("Import preview"),
    supportedTypes: ["json"],
});

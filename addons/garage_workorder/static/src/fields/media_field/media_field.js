import { Component } from "@odoo/owl";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Photos and videos of an inspected item: look at them, choose what is shown. */
export class MediaField extends Component {
    static template = "garage_workorder.MediaField";
    static props = { ...standardFieldProps, small: { type: Boolean, optional: true } };

    setup() {
        this.viewer = useFileViewer();
    }

    get files() {
        return this.props.record.data[this.props.name].records.map((record) => {
            const { attachment_id, kind, mimetype, name, customer_visible } =
                record.data;
            const id = attachment_id?.id;
            const isVideo = kind === "video";
            return {
                key: record.id,
                record,
                isVideo,
                shown: customer_visible,
                toggleTitle: customer_visible
                    ? _t("Shown to the customer. Press to hide.")
                    : _t("Hidden from the customer. Press to show."),
                name,
                displayName: name,
                mimetype,
                isImage: !isVideo,
                isViewable: true,
                defaultSource: isVideo ? `/web/content/${id}` : `/web/image/${id}`,
                thumbnail: `/web/image/${id}/240x180`,
            };
        });
    }

    open(file) {
        this.viewer.open(
            file,
            this.files.map((other) => (other.key === file.key ? file : other)),
        );
    }

    toggle(file) {
        file.record.update({ customer_visible: !file.shown });
    }
}

registry.category("fields").add("garage_media", {
    component: MediaField,
    displayName: _t("Inspection photos"),
    supportedTypes: ["one2many"],
    extractProps: ({ options }) => ({ small: Boolean(options.small) }),
    relatedFields: [
        { name: "attachment_id", type: "many2one", relation: "ir.attachment" },
        { name: "kind", type: "selection", selection: [], readonly: true },
        { name: "mimetype", type: "char", readonly: true },
        { name: "name", type: "char", readonly: true },
        { name: "customer_visible", type: "boolean" },
    ],
});

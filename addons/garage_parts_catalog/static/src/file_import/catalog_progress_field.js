import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";

const RUNNING = ["queued", "undo"];
const COLOURS = { done: "success", failed: "danger", cancelled: "secondary" };

/** State of an import; while it runs, a bar that moves by itself. */
export class CatalogProgressField extends Component {
    static template = "garage_parts_catalog.CatalogProgressField";
    static props = standardFieldProps;

    setup() {
        this.progress = useService("garage_catalog_progress");
        this.news = useState({ text: "", percent: 0 });
        useEffect(
            (running) => {
                this.stop = running ? this.watch() : null;
                return () => this.stop?.();
            },
            () => [this.running],
        );
        onWillUnmount(() => this.stop?.());
    }

    get state() {
        return this.props.record.data[this.props.name];
    }

    get running() {
        return RUNNING.includes(this.state);
    }

    get label() {
        const { selection } = this.props.record.fields[this.props.name];
        return Object.fromEntries(selection)[this.state] || "";
    }

    get colour() {
        return COLOURS[this.state] || "info";
    }

    watch() {
        return this.progress.watch(this.props.record.resId, (found) => {
            this.news.text = found.text;
            this.news.percent = found.percent;
            if (!found.running) {
                this.stop?.();
                this.props.record.load();
            }
        });
    }
}

registry.category("fields").add("catalog_progress", {
    component: CatalogProgressField,
    supportedTypes: ["selection"],
});

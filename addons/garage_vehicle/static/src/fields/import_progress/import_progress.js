import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, onWillUnmount } from "@odoo/owl";

const LOOK_MS = 10000;

/** How far a long import is; follows it while the screen is open. */
export class ImportProgress extends Component {
    static template = "garage_vehicle.ImportProgress";
    static props = { ...standardFieldProps };

    setup() {
        const bus = useService("bus_service");
        const follow = ({ id }) => id === this.props.record.resId && this.reload();
        bus.subscribe("garage_import", follow);
        // where messages do not come through, it is looked at now and then
        const timer = setInterval(() => this.reload(), LOOK_MS);
        onWillUnmount(() => {
            bus.unsubscribe("garage_import", follow);
            clearInterval(timer);
        });
    }

    get isRunning() {
        return this.props.record.data.state === "running";
    }

    get percent() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        const { position, total } = this.props.record.data;
        const values = { done: formatInteger(position), total: formatInteger(total) };
        return _t("%(done)s of %(total)s rows", values).toString();
    }

    async reload() {
        const { record } = this.props;
        if (this.isRunning && record.resId && !document.hidden) {
            await record.load();
        }
    }
}

registry.category("fields").add("garage_import_progress", {
    component: ImportProgress,
    displayName: _t("Import progress"),
    supportedTypes: ["integer"],
});

import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What happened at this visit, the latest first. */
export class VisitTimeline extends Component {
    static template = "garage_workorder.VisitTimeline";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ events: [] });
        useRecordObserver((record) => {
            record.data.write_date;
            return this.load(record.resId);
        });
    }

    async load(resId) {
        this.state.events = resId
            ? await this.orm.call("garage.workorder", "get_timeline", [[resId]])
            : [];
    }
}

registry.category("view_widgets").add("garage_visit_timeline", {
    component: VisitTimeline,
    fieldDependencies: [{ name: "write_date", type: "datetime" }],
});

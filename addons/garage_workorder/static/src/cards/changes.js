import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** What changed since the customer approved, read whenever the form is read. */
export class Changes extends Component {
    static template = "garage_workorder.Changes";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ changes: null });
        useRecordObserver((record) => {
            record.data.approval_ids;
            return this.load(record.resId);
        });
    }

    async load(resId) {
        this.state.changes = resId
            ? await this.orm.call("garage.workorder", "get_change_words", [[resId]])
            : null;
    }

    get nothing() {
        return _t("Nothing changed since the approval.");
    }
}

registry.category("view_widgets").add("garage_changes", {
    component: Changes,
    fieldDependencies: [{ name: "approval_ids", type: "one2many" }],
});

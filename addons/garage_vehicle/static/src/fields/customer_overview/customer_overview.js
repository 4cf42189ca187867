import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

import { Plate } from "@garage_vehicle/components/plate/plate";

/** A customer on one page: figures, vehicles, what to offer, messages. */
export class CustomerOverview extends Component {
    static template = "garage_vehicle.CustomerOverview";
    static components = { Plate };
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
    }

    get overview() {
        return this.props.record.data[this.props.name] || null;
    }

    open(resModel, resId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
    }
}

registry.category("fields").add("garage_customer_overview", {
    component: CustomerOverview,
    displayName: _t("Customer overview"),
    supportedTypes: ["json"],
});

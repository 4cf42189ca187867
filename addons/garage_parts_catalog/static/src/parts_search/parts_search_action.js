import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { _t } from "@web/core/l10n/translation";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { PartsSearch } from "./parts_search";

/**
 * Page "Find a part".  With `target` in its parameters ({model, id, method, extra}) a
 * part is handed to that record: method(item id, quantity, ...extra); else its form is opened.
 */
export class PartsSearchAction extends Component {
    static template = "garage_parts_catalog.PartsSearchAction";
    static components = { PartsSearch };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.params = this.props.action.params || {};
    }

    get searchProps() {
        const target = this.params.target;
        return {
            vehicle: this.params.vehicle || null,
            text: this.params.text || "",
            quantity: this.params.quantity || 1,
            filters: this.params.filters || {},
            insteadOf: this.params.instead_of || null,
            hideVehicle: Boolean(this.params.hide_vehicle),
            lockVehicle: Boolean(target),
            canStay: Boolean(target),
            pickLabel: target ? _t("Add") : _t("Open"),
            onPick: (row, quantity, stay) =>
                target ? this.add(row, quantity, stay) : this.open(row),
        };
    }

    async open(row) {
        await this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "garage.catalog.item",
            res_id: row.id,
            views: [[false, "form"]],
        });
    }

    async add(row, quantity, stay) {
        const { model, id, method, extra = [] } = this.params.target;
        const args = [[id], row.id, quantity, ...extra];
        const answer = await this.orm.call(model, method, args);
        this.notification.add(
            _t("%(quantity)s × %(number)s added", { quantity, number: row.number }),
            { type: "success" },
        );
        const warning = this.getWarning(row, answer);
        if (warning) {
            this.notification.add(warning, { type: "warning" });
        }
        if (!stay) {
            await this.action.doAction({ type: "ir.actions.act_window_close" });
        }
    }

    /** What is left to do by hand: the target knows, a job asks for a price. */
    getWarning(row, answer) {
        if (typeof answer?.warning === "string") {
            return answer.warning;
        }
        return row.price
            ? ""
            : _t("%(number)s has no price yet. Enter it on the job.", {
                  number: row.number,
              });
    }
}

registry.category("actions").add("garage_parts_search", PartsSearchAction);

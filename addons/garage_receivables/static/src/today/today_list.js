import { onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { ListController } from "@web/views/list/list_controller";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";

/** Keys on a row of the day list and the button that each one presses. */
const ROW_KEYS = {
    p: "o_garage_promise",
    d: "o_garage_dispute",
    c: "o_garage_call",
    s: "o_garage_send",
};

export class TodayListRenderer extends ListRenderer {
    /** One letter on the focused row does what its button does. */
    onCellKeydownReadOnlyMode(hotkey, cell, group, record) {
        const button = ROW_KEYS[hotkey] && this.findRowButton(cell, ROW_KEYS[hotkey]);
        if (button) {
            button.click();
            return true;
        }
        return super.onCellKeydownReadOnlyMode(hotkey, cell, group, record);
    }

    findRowButton(cell, className) {
        return cell.closest("tr")?.querySelector(`button.${className}`);
    }
}

export class TodayListController extends ListController {
    static template = "garage_receivables.TodayList";

    setup() {
        super.setup();
        this.notification = useService("notification");
        this.today = useState({ summary: {}, busy: false });
        this.busService = useService("bus_service");
        this.busService.subscribe("garage_receivables", () => this.reloadToday());
        onWillStart(() => this.loadSummary());
        this.model.hooks.onRootLoaded = this.chainRootLoaded(
            this.model.hooks.onRootLoaded,
        );
    }

    /** The counts follow the list: every reload of it reloads them. */
    chainRootLoaded(previous) {
        return async (root) => {
            await previous?.(root);
            await this.loadSummary();
        };
    }

    async loadSummary() {
        this.today.summary = await this.orm.call(
            "garage.dunning.action",
            "get_summary",
            [],
        );
    }

    async reloadToday() {
        await this.model.load();
    }

    async onRefreshList() {
        await this.orm.call("garage.dunning.action", "action_refresh", []);
        await this.reloadToday();
    }

    async onProcessAll() {
        this.today.busy = true;
        try {
            const action = await this.orm.call(
                "garage.dunning.action",
                "action_process_all",
                [],
            );
            this.notification.add(action.params.message, { type: action.params.type });
            await this.reloadToday();
        } finally {
            this.today.busy = false;
        }
    }
}

registry.category("views").add("garage_today_list", {
    ...listView,
    Controller: TodayListController,
    Renderer: TodayListRenderer,
});

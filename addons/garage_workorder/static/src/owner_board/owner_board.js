import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { OwnerChart } from "./owner_chart";
import {
    describeChange,
    floorChart,
    formatNumber,
    profitChart,
    revenueChart,
} from "./owner_rules";

/** Today, this week or this month beside last year; every number opens its lines. */
export class OwnerBoard extends Component {
    static template = "garage_workorder.OwnerBoard";
    static components = { Layout, OwnerChart };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.kinds = [
            ["day", _t("Day")],
            ["week", _t("Week")],
            ["month", _t("Month")],
        ];
        this.state = useState({ board: null, loading: false });
        onWillStart(() => this.load("day", false));
    }

    async load(kind, day) {
        this.state.loading = true;
        const board = await this.orm.call("garage.board", "get_board", [kind, day]);
        this.charts = this.makeCharts(board);
        this.state.board = board;
        this.state.loading = false;
    }

    makeCharts(board) {
        const money = (value) => formatNumber("money", value, board.currency_id);
        const titles = { now: _t("This year"), before: _t("Last year") };
        const { revenue, profit, floor } = board.charts;
        return {
            revenue: revenueChart(revenue, titles, money),
            profit: profit && profitChart(profit, money),
            floor: floorChart(floor),
        };
    }

    number(tile, value) {
        return formatNumber(tile.unit, value, this.state.board.currency_id);
    }

    change(tile) {
        return describeChange(tile.key, tile.change);
    }

    /** What a leak amounts to: money, or hours where no money is known. */
    leakAmount(leak) {
        const { currency_id: currencyId } = this.state.board;
        if (!leak.amount && leak.hours) {
            return formatNumber("hours", leak.hours);
        }
        return formatNumber("money", leak.amount, currencyId);
    }

    async open(key) {
        const { kind, day } = this.state.board;
        const args = [key, kind, day];
        this.action.doAction(await this.orm.call("garage.board", "open_number", args));
    }

    async openState(index) {
        const key = this.state.board.charts.floor.keys[index];
        this.action.doAction(await this.orm.call("garage.board", "open_state", [key]));
    }

    openAction(xmlid) {
        this.action.doAction(xmlid);
    }
}

registry.category("actions").add("garage_workorder.owner_board", OwnerBoard);

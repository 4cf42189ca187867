import {
    Component,
    onWillStart,
    onWillUnmount,
    useExternalListener,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { OwnerChart } from "./owner_chart";
import {
    chosenDay,
    describeChange,
    floorChart,
    formatNumber,
    profitChart,
    revenueChart,
} from "./owner_rules";

const { DateTime } = luxon;
const REFRESH_MS = 60000;

/**
 * Today, this week or this month beside last year; every number opens its lines.
 * While it is looked at, it asks anew every minute; the chosen period stays.
 */
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
        this.state = useState({ board: null, loading: false, at: null });
        this.latest = new KeepLast();
        useSetupAction({ getLocalState: () => this.chosen });
        const { kind, day } = { kind: "day", day: false, ...this.props.state };
        onWillStart(() => this.load(kind, day));
        this.timer = setInterval(() => this.refresh(), REFRESH_MS);
        useExternalListener(document, "visibilitychange", () => this.onVisible());
        onWillUnmount(() => clearInterval(this.timer));
    }

    /** What is shown, so that it is shown again: the current period by its kind. */
    get chosen() {
        return { kind: this.state.board.kind, day: chosenDay(this.state.board) };
    }

    async load(kind, day) {
        this.state.loading = true;
        try {
            await this.show(this.orm, kind, day);
        } finally {
            this.state.loading = false;
        }
    }

    async show(orm, kind, day) {
        const asked = orm.call("garage.board", "get_board", [kind, day]);
        const board = await this.latest.add(asked);
        this.charts = this.makeCharts(board);
        Object.assign(this.state, { board, loading: false, at: DateTime.now() });
    }

    /** New numbers in their places, quietly; without network the old ones stay. */
    async refresh() {
        if (document.visibilityState === "hidden" || this.state.loading) {
            return;
        }
        try {
            const { kind, day } = this.chosen;
            await this.show(this.orm.silent, kind, day);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    }

    onVisible() {
        if (DateTime.now() - this.state.at >= REFRESH_MS) {
            return this.refresh();
        }
    }

    get updatedText() {
        const time = this.state.at.toLocaleString(DateTime.TIME_SIMPLE);
        return _t("Updated %s", time);
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

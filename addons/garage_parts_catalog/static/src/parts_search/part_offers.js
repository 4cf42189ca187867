import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";

/**
 * One part at all suppliers: what is known stands there at once, and each live supplier's
 * line is filled in when that supplier answers. Lines never change places.
 */
export class PartOffers extends Component {
    static template = "garage_parts_catalog.PartOffers";
    static props = {
        itemId: Number,
        quantity: Number,
        hideCosts: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ table: null, waiting: {} });
        this.round = 0;
        onMounted(() => this.load(this.props));
        onWillUpdateProps((props) => {
            if (props.quantity !== this.props.quantity) {
                this.load(props);
            }
        });
    }

    get showCosts() {
        return this.state.table.prices && !this.props.hideCosts;
    }

    get asking() {
        return Object.keys(this.state.waiting).length > 0;
    }

    async load(props) {
        const round = ++this.round;
        const table = await this.call("get_offers", [props.itemId], props);
        if (round === this.round) {
            this.state.table = table;
            this.askAll(
                table.rows.filter((row) => row.pending),
                props,
            );
        }
    }

    askAgain() {
        const live = this.state.table.rows.filter((row) => row.kind === "live");
        this.askAll(live, this.props, true);
    }

    /** Each supplier is a request of its own: who is slow holds up nobody. */
    askAll(rows, props, again = false) {
        const round = ++this.round;
        this.state.waiting = Object.fromEntries(rows.map((row) => [row.key, true]));
        return Promise.all(rows.map((row) => this.ask(row, props, again, round)));
    }

    async ask(row, props, again, round) {
        let answer = { ...row, problem: _t("no answer") };
        try {
            answer = await this.call("ask_offer", [props.itemId, row.id], props, {
                again,
            });
        } finally {
            if (round === this.round) {
                delete this.state.waiting[row.key];
                this.showAnswer(row.key, answer);
            }
        }
    }

    showAnswer(key, answer) {
        const rows = this.state.table.rows;
        const place = rows.findIndex((row) => row.key === key);
        if (answer) {
            rows[place] = answer;
        } else {
            rows.splice(place, 1);
        }
        markBest(rows);
    }

    call(method, [itemId, ...values], { quantity }, more = {}) {
        return this.orm.silent.call(
            "garage.catalog.item",
            method,
            [[itemId], ...values],
            { quantity, ...more },
        );
    }

    money(amount) {
        return formatCurrency(amount, this.state.table.currency_id);
    }

    number(amount) {
        return formatFloat(amount, { digits: [16, 2], trailingZeros: false });
    }

    isWaiting(row) {
        return row.key in this.state.waiting;
    }
}

/** As best() in domain/offers.py, for the lines as they stand on the screen. */
function markBest(rows) {
    const certain = rows.filter(
        (row) => row.price && row.available === "all" && !row.stale,
    );
    const lowest = Math.min(...certain.map((row) => row.price));
    const best = certain.find((row) => row.price === lowest);
    for (const row of rows) {
        row.best = row === best;
    }
}

import { Component, onWillStart, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/**
 * All parts of a job or order at each live supplier: who has everything, for how much and
 * when. Each line is filled in when its supplier answers; lines never change places.
 */
export class SupplierBaskets extends Component {
    static template = "garage_parts_catalog.SupplierBaskets";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.params = this.props.action.params;
        this.state = useState({ table: null, waiting: {}, choosing: false });
        onWillStart(async () => {
            this.state.table = await this.call("get_baskets", []);
            this.askAll(this.state.table.rows.filter((row) => row.pending));
        });
    }

    get asking() {
        return Object.keys(this.state.waiting).length > 0;
    }

    askAll(rows, again = false) {
        for (const row of rows) {
            this.state.waiting[row.key] = true;
            this.ask(row, again);
        }
    }

    async ask(row, again) {
        let answer = { ...row, problem: _t("no answer") };
        try {
            answer = await this.call("ask_basket", [row.id], { again });
        } finally {
            delete this.state.waiting[row.key];
            const rows = this.state.table.rows;
            const place = rows.findIndex((known) => known.key === row.key);
            rows.splice(place, 1, ...(answer ? [answer] : []));
            markBest(rows);
        }
    }

    async choose(row) {
        const { model, id, method } = this.params.target;
        this.state.choosing = true;
        try {
            const action = await this.orm.call(model, method, [[id], row.id]);
            // closing the window lets the order behind it read itself again
            await this.action.doAction(
                action || { type: "ir.actions.act_window_close" },
            );
        } finally {
            this.state.choosing = false;
        }
    }

    call(method, values, more = {}) {
        const wanted = this.params.wanted;
        return this.orm.silent.call("garage.catalog.item", method, values, {
            wanted,
            ...more,
        });
    }

    money(amount) {
        return formatCurrency(amount, this.state.table.currency_id);
    }

    isWaiting(row) {
        return row.key in this.state.waiting;
    }
}

/** As best() in domain/basket.py, for the lines as they stand on the screen. */
function markBest(rows) {
    const days = (row) => (row.days === false ? Infinity : row.days);
    const whole = rows.filter((row) => row.complete && !row.stale && row.amount);
    whole.sort((one, other) => one.amount - other.amount || days(one) - days(other));
    for (const row of rows) {
        row.best = row === whole[0];
    }
}

registry.category("actions").add("garage_supplier_baskets", SupplierBaskets);

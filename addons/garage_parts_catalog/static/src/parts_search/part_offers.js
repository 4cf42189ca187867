import { Component, onMounted, onWillUpdateProps, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { formatFloat } from "@web/core/utils/numbers";

/** One part at all suppliers: what is known at once, live offers when they arrive. */
export class PartOffers extends Component {
    static template = "garage_parts_catalog.PartOffers";
    static props = { itemId: Number, quantity: Number };

    setup() {
        this.orm = useService("orm");
        this.keepLast = new KeepLast();
        this.state = useState({ table: null, asking: false });
        onMounted(() => this.load(this.props));
        onWillUpdateProps((props) => {
            if (props.quantity !== this.props.quantity) {
                this.load(props);
            }
        });
    }

    async load(props) {
        this.state.table = await this.call("get_offers", props);
        if (this.state.table.pending) {
            await this.ask(props);
        }
    }

    async ask(props, again = false) {
        this.state.asking = true;
        try {
            this.state.table = await this.call("ask_offers", props, { again });
        } finally {
            this.state.asking = false;
        }
    }

    call(method, { itemId, quantity }, more = {}) {
        return this.keepLast.add(
            this.orm.silent.call("garage.catalog.item", method, [[itemId]], {
                quantity,
                ...more,
            }),
        );
    }

    money(amount) {
        return formatCurrency(amount, this.state.table.currency_id);
    }

    number(amount) {
        return formatFloat(amount, { digits: [16, 2], trailingZeros: false });
    }

    isWaiting(row) {
        return this.state.asking && row.kind === "live" && row.pending;
    }
}

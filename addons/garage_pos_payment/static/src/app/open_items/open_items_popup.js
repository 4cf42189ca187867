import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";
import { parseFloat } from "@web/views/fields/parsers";
import { NumberPopup } from "@point_of_sale/app/components/popups/number_popup/number_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";

/** Unpaid invoices: type a customer, a number or a plate and choose one. */
export class OpenItemsPopup extends Component {
    static template = "garage_pos_payment.OpenItemsPopup";
    static components = { Dialog };
    static props = { search: Function, choose: Function, close: Function };

    setup() {
        this.dialog = useService("dialog");
        this.state = useState({ text: "", items: [], loading: true, error: "" });
        this.last = new KeepLast();
        this.searchSoon = useDebounced(() => this.search(), 200);
        useAutofocus({ refName: "text" });
        onWillStart(() => this.search());
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    async search() {
        this.state.loading = true;
        try {
            this.state.items = await this.last.add(this.props.search(this.state.text));
            this.state.error = "";
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.error = _t(
                "The server is away, so open invoices cannot be shown. Try again later.",
            );
        } finally {
            this.state.loading = false;
        }
    }

    async pay(item, amount = item.residual) {
        this.props.close();
        await this.props.choose(item, amount);
    }

    async payPart(item) {
        const typed = await makeAwaitable(this.dialog, NumberPopup, {
            title: _t("Amount to pay now"),
            subtitle: item.name,
            startingValue: this.env.utils.formatCurrency(item.residual, false),
        });
        const amount = typed === undefined ? 0 : parseFloat(String(typed));
        if (amount > 0) {
            await this.pay(item, Math.min(amount, item.residual));
        }
    }
}

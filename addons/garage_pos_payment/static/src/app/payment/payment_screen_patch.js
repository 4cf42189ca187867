import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { ask } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosPayment } from "@point_of_sale/app/models/pos_payment";
import { PaymentScreen } from "@point_of_sale/app/screens/payment_screen/payment_screen";
import { PaymentScreenPaymentLines } from "@point_of_sale/app/screens/payment_screen/payment_lines/payment_lines";
import { PaymentPanel } from "./payment_panel";

patch(PosPayment.prototype, {
    get isBoxPayment() {
        return this.payment_method_id?.use_payment_terminal === "garage_iot";
    },

    /** Nobody knows yet whether the card was charged. */
    get isUndecided() {
        return (
            this.isBoxPayment &&
            !["done", "reversed", "retry", "pending", undefined, false, ""].includes(
                this.payment_status,
            )
        );
    },
});

patch(PaymentScreenPaymentLines, {
    components: { ...PaymentScreenPaymentLines.components, PaymentPanel },
});

patch(PaymentScreen.prototype, {
    /** A card payment under way is never dropped, only cancelled at the terminal. */
    deletePaymentLine(uuid) {
        const line = this.paymentLines.find((payment) => payment.uuid === uuid);
        if (line?.isUndecided) {
            line.payment_method_id.payment_terminal.requestCancel(line);
            return;
        }
        if (line?.isBoxPayment && line.payment_status === "done") {
            this.notification.add(
                _t(
                    "The card was charged. Take the payment back at the terminal first.",
                ),
                { type: "warning" },
            );
            return;
        }
        return super.deletePaymentLine(...arguments);
    },

    /** The bill is there already; the till never makes a second one. */
    toggleIsToInvoice() {
        return this.currentOrder.isSettlement
            ? undefined
            : super.toggleIsToInvoice(...arguments);
    },

    /** Money goes back only when the cashier really means it. */
    async sendPaymentReverse(line) {
        if (!line.isBoxPayment) {
            return super.sendPaymentReverse(...arguments);
        }
        const amount = this.env.utils.formatCurrency(line.getAmount());
        const sure = await ask(this.dialog, {
            title: _t("Take %(amount)s back?", { amount }),
            body: _t("The terminal cancels the charge. Nothing stays on the card."),
            confirmLabel: _t("Take back"),
            cancelLabel: _t("Keep it"),
        });
        if (!sure) {
            return;
        }
        this.pos.paymentTerminalInProgress = true;
        await super.sendPaymentReverse(...arguments);
        this.pos.paymentTerminalInProgress = false;
    },

    /** Only the terminal decides that a card was charged. */
    sendForceDone(line) {
        return line.isBoxPayment ? undefined : super.sendForceDone(...arguments);
    },

    updateSelectedPaymentline() {
        return this.selectedPaymentLine?.isUndecided
            ? undefined
            : super.updateSelectedPaymentline(...arguments);
    },
});

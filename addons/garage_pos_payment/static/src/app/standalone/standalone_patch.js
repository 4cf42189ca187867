import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { PosPayment } from "@point_of_sale/app/models/pos_payment";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { SlipPopup } from "./slip_popup";

patch(PosPayment.prototype, {
    /** Charged on a terminal of its own, whose slip is not copied yet. */
    get lacksSlip() {
        return (
            Boolean(this.payment_method_id?.garage_standalone) &&
            this.amount !== 0 &&
            !this.payment_ref_no
        );
    },
});

patch(OrderPaymentValidation.prototype, {
    /** Nothing is dropped while a card may be charged; no slip, no sale. */
    async askBeforeValidation() {
        const lines = [...this.order.payment_ids];
        if (lines.some((line) => line.isUndecided)) {
            this.pos.dialog.add(AlertDialog, {
                title: _t("A card payment is not decided yet"),
                body: _t(
                    "Wait for the terminal's answer or cancel the payment there, then finish this order.",
                ),
            });
            return false;
        }
        for (const line of lines.filter((one) => one.lacksSlip)) {
            if (!(await this.askForSlip(line))) {
                return false;
            }
        }
        return super.askBeforeValidation(...arguments);
    },

    async askForSlip(line) {
        const slip = await makeAwaitable(this.pos.dialog, SlipPopup, {
            amount: this.pos.env.utils.formatCurrency(line.getAmount()),
            isTaken: (number) => this.isSlipTaken(line, number),
        });
        if (slip) {
            line.payment_ref_no = slip.slip;
            line.card_no = slip.last4;
        }
        return Boolean(slip);
    },

    isSlipTaken(line, number) {
        return this.pos.models["pos.payment"].some(
            (other) =>
                other.uuid !== line.uuid &&
                other.payment_method_id?.id === line.payment_method_id.id &&
                other.payment_ref_no === number,
        );
    },
});

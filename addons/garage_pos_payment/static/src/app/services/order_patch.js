import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";

patch(PosOrder.prototype, {
    /** The order pays a bill; it sells nothing. */
    get isSettlement() {
        return Boolean(this.garage_invoice_id);
    },

    removeOrderline(line) {
        if (line.isSettlementLine) {
            if (this.payment_ids.length) {
                return false;
            }
            this.garageLeaveBill();
        }
        return super.removeOrderline(...arguments);
    },

    /** The bill is taken off the order again. */
    garageLeaveBill() {
        this.garage_invoice_id = undefined;
        this.to_invoice = false;
    },
});

patch(PosOrderline.prototype, {
    get isSettlementLine() {
        const product = this.config?._garage_settlement_product_id;
        return Boolean(product) && this.product_id?.id === product;
    },

    get isLockedBill() {
        return this.isSettlementLine && Boolean(this.order_id?.isSettlement);
    },

    setQuantity(quantity) {
        if (this.isLockedBill && quantity !== 1) {
            return {
                title: _t("This line is a bill"),
                body: _t(
                    "Its amount is what is open. Choose another amount in Open items, or remove the line.",
                ),
            };
        }
        return super.setQuantity(...arguments);
    },

    setDiscount() {
        return this.isLockedBill ? undefined : super.setDiscount(...arguments);
    },

    /** Only the bill itself says what this line costs. */
    garageSetBillAmount(amount) {
        this.price_type = "manual";
        this.price_unit = amount;
    },

    setUnitPrice(price) {
        if (this.isLockedBill && this.price_unit && price !== this.price_unit) {
            return undefined;
        }
        return super.setUnitPrice(...arguments);
    },
});

patch(OrderPaymentValidation.prototype, {
    /** The customer already has the invoice that is being paid. */
    shouldDownloadInvoice() {
        return this.order.isSettlement ? false : super.shouldDownloadInvoice();
    },
});

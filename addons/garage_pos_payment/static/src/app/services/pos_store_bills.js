import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { OpenItemsPopup } from "../open_items/open_items_popup";

/** Orders that pay a bill: how they are made and what they must not do. */
patch(PosStore.prototype, {
    garageOpenItems() {
        this.dialog.add(OpenItemsPopup, {
            search: (text) =>
                this.data.call("account.move", "garage_search_open_items", [
                    this.config.id,
                    text,
                ]),
            choose: (item, amount) => this.garageAdopt(item, amount),
        });
    },

    get garageSettlementProduct() {
        const id = this.config._garage_settlement_product_id;
        return this.models["product.product"].get(id);
    },

    /**
     * Make an order that pays a posted invoice and go to its payment screen.
     * @param {{id: number, name: string, partner_id: number, label?: string}} item
     * @param {number} amount at most what is open
     */
    async garageAdopt(item, amount, order = this.garageFreshOrder()) {
        await this.garagePrepareSettlement(order, item, amount);
        await this.data.read("account.move", [item.id]);
        order.garage_invoice_id = this.models["account.move"].get(item.id);
        order.setToInvoice(true);
        this.setOrder(order);
        this.navigate("PaymentScreen", { orderUuid: order.uuid });
        return order;
    },

    async garagePrepareSettlement(order, item, amount) {
        if (!this.models["res.partner"].get(item.partner_id)) {
            await this.data.read("res.partner", [item.partner_id]);
        }
        order.setPartner(this.models["res.partner"].get(item.partner_id));
        const product = this.garageSettlementProduct;
        const line = await this.addLineToOrder(
            {
                product_tmpl_id: product.product_tmpl_id,
                product_id: product,
                price_unit: amount,
                qty: 1,
                tax_ids: [],
            },
            order,
            { garageSettlement: true },
            false,
        );
        line.setCustomerNote(item.label || item.name);
        return line;
    },

    garageFreshOrder() {
        return this.getEmptyOrder();
    },

    /** What is sold beside a bill gets an order of its own. */
    async addLineToCurrentOrder(vals, opts = {}, configure = true) {
        const order = this.getOrder();
        if (order?.isSettlement && !opts.garageSettlement) {
            const partner = order.getPartner();
            const other = this.addNewOrder();
            if (partner) {
                other.setPartner(partner);
            }
            this.garageCopyContext(order, other);
            this.notification.add(
                _t("Counter parts are a sale of their own: a new order was started."),
            );
            this.navigate("ProductScreen", { orderUuid: other.uuid });
        }
        return super.addLineToCurrentOrder(vals, opts, configure);
    },

    /** Hook: carry over what belongs to both orders of one sitting. */
    garageCopyContext(from, to) {},

    /** Who has to pay stands on the bill. */
    async selectPartner(order = this.getOrder()) {
        if (order?.isSettlement) {
            this.notification.add(
                _t("The bill is made out to %(name)s. Change it in the back office.", {
                    name: order.getPartner()?.name || "",
                }),
            );
            return order.getPartner();
        }
        return super.selectPartner(...arguments);
    },

    /** Payments of a bill are booked at once; only a refund takes them back. */
    canEditPayment(order) {
        return order.isSettlement || order.payment_ids.some((line) => line.isBoxPayment)
            ? false
            : super.canEditPayment(...arguments);
    },

    async updateRewards() {
        return this.getOrder()?.isSettlement
            ? undefined
            : super.updateRewards(...arguments);
    },

    async updatePrograms() {
        return this.getOrder()?.isSettlement
            ? undefined
            : super.updatePrograms(...arguments);
    },
});

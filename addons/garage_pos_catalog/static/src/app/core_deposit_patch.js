import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { PosStore } from "@point_of_sale/app/services/pos_store";

patch(PosOrderline.prototype, {
    /** Lines that charge the deposit for the old part of this line's part. */
    get garageDeposits() {
        return this.order_id.lines.filter((line) => line.garage_core_for === this.uuid);
    },

    setQuantity(quantity, keepPrice) {
        const result = super.setQuantity(quantity, keepPrice);
        if (result === true) {
            for (const deposit of this.garageDeposits) {
                deposit.setQuantity(Math.max(this.qty, 0), true);
            }
        }
        return result;
    },
});

patch(PosOrder.prototype, {
    /** Without the part there is nothing to give a deposit for. */
    removeOrderline(line) {
        const deposits = line.garageDeposits;
        const result = super.removeOrderline(line);
        for (const deposit of deposits) {
            super.removeOrderline(deposit);
        }
        return result;
    },
});

patch(PosStore.prototype, {
    async addLineToOrder(vals, order, opts = {}, configure = true) {
        const line = await super.addLineToOrder(vals, order, opts, configure);
        // what a quotation agreed on is not changed at the till
        if (line && !vals.sale_order_line_id) {
            await this.garageAddDeposit(line, order);
        }
        return line;
    },

    /** A part whose old one comes back costs a deposit, on a line of its own. */
    async garageAddDeposit(line, order) {
        const { _garage_core_price: price, _garage_core_product: id } =
            line.product_id.product_tmpl_id;
        const product = this.models["product.product"].get(id);
        if (!product || !price || line.qty <= 0 || line.garageDeposits.length) {
            return;
        }
        const deposit = await super.addLineToOrder(
            {
                product_id: product,
                product_tmpl_id: product.product_tmpl_id,
                qty: line.qty,
                price_unit: price,
                garage_core_for: line.uuid,
            },
            order,
            {},
            false,
        );
        deposit.setCustomerNote(_t("for %s", line.getFullProductName()));
        this.selectOrderLine(order, line);
    },
});

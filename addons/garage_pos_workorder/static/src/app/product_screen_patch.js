import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";

/** Numbers of work orders have letters; EANs have none. */
const LETTER = /\p{L}/u;

patch(ProductScreen.prototype, {
    /** A scanned slip, or the label of a customer's part, opens its work order. */
    async _barcodeProductAction(code) {
        const known = this.pos.models["product.product"].getBy(
            "barcode",
            code.base_code,
        );
        const workorder = known ? null : await this.garageFindSlip(code.code);
        if (workorder) {
            return this.pos.garageOpenWorkorder(workorder);
        }
        return super._barcodeProductAction(...arguments);
    },

    async garageFindSlip(code) {
        if (!LETTER.test(code)) {
            return null;
        }
        try {
            const rows = await this.pos.data.call(
                "garage.workorder",
                "garage_pos_list",
                [this.pos.config.id, code],
            );
            return rows.find((row) => row.workorder === code) || null;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return null;
        }
    },
});

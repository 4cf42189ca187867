import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { formatFloat } from "@web/core/utils/numbers";

/** Asks which product of the garage a part is, where its number does not tell. */
export class OwnProduct extends Component {
    static template = "garage_parts_catalog.OwnProduct";
    static components = { Dialog };
    static props = {
        part: String,
        products: Array, // {id, name, code, stock}
        choose: Function, // with a product's id, or false for none of them
        close: Function,
    };

    choose(id) {
        this.props.choose(id);
        this.props.close();
    }

    stock(product) {
        return formatFloat(product.stock, { digits: [16, 2], trailingZeros: false });
    }
}

/**
 * Have it settled which product a part is before it is used.
 *
 * @returns {Promise<boolean>} false when the person went back
 */
export async function settleOwnProduct({ orm, dialog }, row) {
    const model = "garage.catalog.item";
    const products = await orm.call(model, "get_product_question", [[row.id]]);
    if (!products.length) {
        return true;
    }
    const part = [row.brand, row.number, row.name].filter(Boolean).join(" ");
    const chosen = await new Promise((resolve) => {
        dialog.add(
            OwnProduct,
            { part, products, choose: resolve },
            { onClose: () => resolve(null) },
        );
    });
    if (chosen) {
        await orm.call(model, "choose_product", [[row.id], chosen]);
    }
    return chosen !== null;
}

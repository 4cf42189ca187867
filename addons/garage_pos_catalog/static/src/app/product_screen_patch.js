import { useExternalListener } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";

const SEARCH_BOX = ".pos-rightheader .input-container input";

patch(ProductScreen.prototype, {
    setup() {
        super.setup();
        useExternalListener(window, "keydown", (ev) => this.garageOnKeydown(ev));
    },

    /** Enter in the till's own search box searches now, without the wait for typing. */
    async garageOnKeydown(ev) {
        if (ev.key === "Enter" && ev.target.matches?.(SEARCH_BOX)) {
            this.pos.searchProductWord = ev.target.value;
            await this.onPressEnterKey();
        }
    },

    /** Further bar codes count with their quantity; numbers of parts are looked up. */
    async _barcodeProductAction(code) {
        const models = this.pos.models;
        const own =
            models["product.product"].getBy("barcode", code.base_code) ||
            models["product.uom"].getBy("barcode", code.base_code);
        if (own) {
            return super._barcodeProductAction(...arguments);
        }
        const { product, parts } = await this.pos.garageSellCode(code.base_code);
        if (product) {
            this.numberBuffer.reset();
            this.showOptionalProductPopupIfNeeded(product);
            return;
        }
        if (parts) {
            this.pos.garageFindPart(code.base_code);
            return;
        }
        return super._barcodeProductAction(...arguments);
    },

    /** Enter on a number that no product of the till has asks the catalogues. */
    async onPressEnterKey() {
        await super.onPressEnterKey();
        const word = this.searchWord;
        if (!word || this.pos.productsToDisplay.length) {
            return;
        }
        const { product, parts } = await this.pos.garageSellCode(word);
        if (product) {
            this.pos.searchProductWord = "";
        } else if (parts) {
            this.pos.garageFindPart(word);
        }
    },
});

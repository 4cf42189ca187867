import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import {
    AlertDialog,
    ConfirmationDialog,
} from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { PartsPopup } from "./parts_popup/parts_popup";

patch(PosStore.prototype, {
    /** Open the search of the suppliers' catalogues for the order's vehicle. */
    garageFindPart(text = "") {
        if (this.data.network.offline) {
            this.garageSayAway(
                _t(
                    "The catalogues cannot be searched now. Products that this till knows can still be sold; look the part up again when the server is back.",
                ),
            );
            return;
        }
        this.dialog.add(PartsPopup, {
            text,
            vehicle: this.garagePartsVehicle,
            take: (row, quantity) => this.garageTakePart(row, quantity),
        });
    },

    garageSayAway(body) {
        this.dialog.add(AlertDialog, { title: _t("The server is away"), body });
    },

    /** The vehicle of the order, where work orders are known at the till. */
    get garagePartsVehicle() {
        const vehicle = this.getOrder()?.garage_vehicle_id;
        if (!vehicle) {
            return null;
        }
        const { id, plate, display_name } = vehicle;
        return { id, plate, title: display_name.replace(plate, "").trim() };
    },

    async garageTakePart(row, quantity) {
        const taken = await this.data.call("pos.config", "garage_take_part", [
            [this.config.id],
            row.id,
        ]);
        // the search has asked already whether a part that does not fit is wanted
        const line = await this.garageAddProduct(taken, quantity, { garageFits: true });
        if (line && !taken.has_price) {
            this.notification.add(
                _t("%(number)s has no price yet. Enter it before the payment.", {
                    number: row.number,
                }),
                { type: "warning" },
            );
        }
    },

    /** Put a product on the order that the server has just named. */
    async garageAddProduct({ product_id, template_id }, quantity, options = {}) {
        await this.loadNewProducts([["id", "=", template_id]]);
        return this.garageAddLine(
            this.models["product.product"].get(product_id),
            quantity,
            options,
        );
    },

    /** A part that does not fit the vehicle of the order asks before it is added. */
    async addLineToCurrentOrder(vals, opts = {}, configure = true) {
        if (!opts.garageFits && !(await this.garageMayAdd(vals))) {
            return;
        }
        return super.addLineToCurrentOrder(vals, opts, configure);
    },

    async garageMayAdd({ product_id, product_tmpl_id }) {
        const vehicle = this.garagePartsVehicle;
        const product = product_id || product_tmpl_id?.product_variant_ids?.[0];
        if (!vehicle || !product?.id || product.product_tmpl_id?.type !== "consu") {
            return true;
        }
        let fit;
        try {
            fit = await this.data.call("pos.config", "garage_get_fit", [
                [this.config.id],
                product.id,
                vehicle.id,
            ]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return true; // without a server nobody knows; the sale goes on
        }
        return fit.verdict !== "no" || this.garageAskMisfit(product, vehicle, fit);
    },

    garageAskMisfit(product, vehicle, fit) {
        return new Promise((resolve) => {
            this.dialog.add(ConfirmationDialog, {
                title: _t("%(part)s does not fit %(plate)s", {
                    part: product.display_name,
                    plate: vehicle.plate || vehicle.title,
                }),
                body: fit.text,
                // the safe answer is the one that Enter gives
                confirmLabel: _t("Choose another"),
                confirm: () => resolve(false),
                cancelLabel: _t("Add it anyway"),
                cancel: () => resolve(true),
                dismiss: () => resolve(false),
            });
        });
    },

    garageAddLine(product, quantity, options = {}) {
        return this.addLineToCurrentOrder(
            {
                product_id: product,
                product_tmpl_id: product.product_tmpl_id,
                qty: quantity,
            },
            options,
            product.needToConfigure(),
        );
    },

    /**
     * Sell what a code stands for: a box of ten adds ten.
     *
     * @param {string} code that no product of this till has as its own
     * @returns {Promise<{product?: Object, parts?: number}>} what was added, or how
     *      many parts of the catalogues have this number
     */
    async garageSellCode(code) {
        const known = this.models["garage.product.barcode"]?.getBy("code", code);
        if (known) {
            await this.garageAddLine(known.product_id, known.quantity);
            return { product: known.product_id };
        }
        try {
            const found = await this.data.call("pos.config", "garage_find_code", [
                [this.config.id],
                code,
            ]);
            if (found.product_id) {
                await this.garageAddProduct(found, found.quantity);
                return {
                    product: this.models["product.product"].get(found.product_id),
                };
            }
            return { parts: found.parts };
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return { parts: 0 };
        }
    },
});

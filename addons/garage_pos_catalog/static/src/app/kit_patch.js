import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { sharePrice } from "./kit_prices";

/** A kit is sold as its parts: they leave the stock, and its price is shared over them. */
patch(PosStore.prototype, {
    async addLineToOrder(vals, order, opts = {}, configure = true) {
        const kit = this.garageGetKit(vals);
        // what a quotation agreed on is not changed at the till
        if (!kit || vals.sale_order_line_id) {
            return super.addLineToOrder(vals, order, opts, configure);
        }
        const parts = await this.garageGetKitParts(kit);
        if (!parts) {
            return;
        }
        const count = vals.qty ?? (order.preset_id?.is_return ? -1 : 1);
        const prices = this.garageGetKitPrices(kit, parts, order, count, vals);
        return (
            this.garageAddToKit(kit, parts, prices, order, count) ||
            this.garageSellKit(kit, parts, prices, order, count, configure)
        );
    },

    /** The kit that these values sell, if they sell one. */
    garageGetKit({ product_id, product_tmpl_id }) {
        const template =
            typeof product_tmpl_id === "number"
                ? this.models["product.template"].get(product_tmpl_id)
                : product_tmpl_id || product_id?.product_tmpl_id;
        const product = product_id || template?.product_variant_ids[0];
        return template?._garage_kit?.length ? product : null;
    },

    /** Products and pieces of one kit; those that the till does not know are loaded. */
    async garageGetKitParts(kit) {
        const known = this.garageFindKitParts(kit.product_tmpl_id._garage_kit);
        if (known) {
            return known;
        }
        try {
            const taken = await this.data.call("pos.config", "garage_take_kit", [
                [this.config.id],
                kit.id,
            ]);
            await this.loadNewProducts([["id", "in", taken.template_ids]]);
            return this.garageFindKitParts(taken.parts);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.garageSayAway(
                _t(
                    "This till does not know the parts of %s yet. Sell the parts one by one, or the kit when the server is back.",
                    kit.display_name,
                ),
            );
            return null;
        }
    },

    garageFindKitParts(rows) {
        const parts = rows.map(([id, pieces]) => ({
            product: this.models["product.product"].get(id),
            pieces,
        }));
        return parts.every((part) => part.product) ? parts : null;
    },

    /** Price of one piece of each part; nothing where they keep their own prices. */
    garageGetKitPrices(kit, parts, order, count, { price_unit: typed }) {
        const price = (product, quantity) =>
            product.product_tmpl_id.getPrice(
                order.pricelist_id,
                quantity,
                0,
                false,
                product,
            );
        if (typed === undefined && kit.product_tmpl_id._garage_kit_price === "parts") {
            return parts.map(() => undefined);
        }
        const unit = this.currency.rounding;
        return sharePrice(
            Math.round((typed ?? price(kit, count)) / unit),
            parts.map((part) => price(part.product, part.pieces * count) * part.pieces),
            parts.map((part) => part.pieces),
        ).map((cents) => cents * unit);
    },

    /** More of a kit that is on the order whole and at the same price. */
    garageAddToKit(kit, parts, prices, order, count) {
        const lines = parts.map((part, place) =>
            order.lines.find(
                (line) =>
                    line.garage_kit_id?.id === kit.id &&
                    line.product_id.id === part.product.id &&
                    !line.getDiscount() &&
                    !part.product.isTracked() &&
                    prices[place] !== undefined &&
                    Math.abs(line.price_unit - prices[place]) < 1e-6,
            ),
        );
        if (!lines.every(Boolean)) {
            return null;
        }
        lines.forEach((line, place) =>
            line.setQuantity(line.qty + parts[place].pieces * count, true),
        );
        this.selectOrderLine(order, lines[0]);
        this.numberBuffer.reset();
        return lines[0];
    },

    /** Every part on a line of its own, or nothing when one of them is broken off. */
    async garageSellKit(kit, parts, prices, order, count, configure) {
        const lines = [];
        for (const [place, { product, pieces }] of parts.entries()) {
            const line = await this.addLineToOrder(
                {
                    product_id: product,
                    product_tmpl_id: product.product_tmpl_id,
                    qty: pieces * count,
                    garage_kit_id: kit,
                    customer_note: _t("kit %s", kit.display_name),
                    ...(prices[place] === undefined
                        ? {}
                        : { price_unit: prices[place] }),
                },
                order,
                {},
                configure,
            );
            if (!line) {
                lines.forEach((added) => order.removeOrderline(added));
                return;
            }
            lines.push(line);
        }
        this.selectOrderLine(order, lines[0]);
        return lines[0];
    },
});

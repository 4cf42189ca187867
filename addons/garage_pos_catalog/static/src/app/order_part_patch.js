import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";

patch(PosStore.prototype, {
    /** Whether the chosen line is a part that a supplier can deliver. */
    get garageMayOrderLine() {
        const line = this.getOrder()?.getSelectedOrderline();
        return (
            line?.product_id.product_tmpl_id.type === "consu" && line.getQuantity() > 0
        );
    },

    /** Put the part of the chosen line on a supplier's order; the line says so. */
    async garageOrderLine() {
        const line = this.getOrder().getSelectedOrderline();
        try {
            const supply = await this.garageChooseSupply(line);
            if (supply) {
                await this.garageOrderFrom(line, supply);
            }
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.garageSayAway(
                _t(
                    "It is not known whether the part was ordered. Press Order part again when the server is back: it is never ordered twice.",
                ),
            );
        }
    },

    async garageChooseSupply(line) {
        const supplies = await this.data.call(
            "product.product",
            "garage_get_supplies",
            [[line.product_id.id], line.getQuantity()],
        );
        const part = line.product_id.display_name;
        if (!supplies.length) {
            this.dialog.add(AlertDialog, {
                title: _t("Nobody is known who delivers %s", part),
                body: _t("Ask the purchaser to enter a supplier on the part's page."),
            });
            return null;
        }
        return makeAwaitable(this.dialog, SelectionPopup, {
            title: _t("Order %(quantity)s x %(part)s from", {
                quantity: line.getQuantity(),
                part,
            }),
            list: supplies.map((supply) => ({
                id: supply.partner_id,
                label: [supply.name, supply.text].filter(Boolean).join(", "),
                item: supply,
            })),
        });
    },

    async garageOrderFrom(line, supply) {
        const { pos_reference, partner_id } = line.order_id;
        const ordered = await this.data.call("pos.config", "garage_order_part", [
            [this.config.id],
            {
                key: line.uuid,
                product_id: line.product_id.id,
                quantity: line.getQuantity(),
                partner_id: supply.partner_id,
                reference: [pos_reference, partner_id?.name].filter(Boolean).join(" "),
            },
        ]);
        // the customer reads it on the receipt
        line.setCustomerNote(_t("Ordered, expected %s", supply.here));
        this.notification.add(
            _t("On %(order)s to %(supplier)s.", {
                order: ordered.name,
                supplier: ordered.supplier,
            }),
            { type: "success" },
        );
    },
});

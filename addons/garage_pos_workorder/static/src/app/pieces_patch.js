import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import {
    AlertDialog,
    ConfirmationDialog,
} from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";

/** The last piece: who wants it is said before the payment, once per set of takers. */
patch(PosStore.prototype, {
    async pay() {
        const order = this.getOrder();
        if (order && !(await this.garageMaySellPieces(order))) {
            return;
        }
        return super.pay(...arguments);
    },

    async validateOrderFast() {
        const order = this.getOrder();
        if (order && !(await this.garageMaySellPieces(order))) {
            return;
        }
        return super.validateOrderFast(...arguments);
    },

    /** Whether nobody else wants the pieces of this order, or the cashier sells them. */
    async garageMaySellPieces(order) {
        const wanted = order.lines
            .filter(
                (line) => line.qty > 0 && line.product_id.product_tmpl_id.is_storable,
            )
            .map((line) => ({ product_id: line.product_id.id, quantity: line.qty }));
        if (order.isSettlement || !wanted.length) {
            return true;
        }
        const warnings = await this.garageHoldPieces(order, wanted);
        const text = warnings.map((one) => [one.text, ...one.takers].join("\n"));
        const question = text.join("\n\n");
        if (!question || order.uiState.garagePieces === question) {
            return true;
        }
        if (await this.garageAskPieces(question)) {
            order.uiState.garagePieces = question;
            order.garage_pieces_told = true;
            return true;
        }
        await this.data.call("pos.config", "garage_release_pieces", [
            [this.config.id],
            order.uuid,
        ]);
        return false;
    },

    /** Without a server nothing is asked; what was taken is told after the order went. */
    async garageHoldPieces(order, wanted) {
        const settled = order.lines.map((line) => line.sale_order_origin_id?.id);
        try {
            return await this.data.call("pos.config", "garage_hold_pieces", [
                [this.config.id],
                order.uuid,
                wanted,
                [...new Set(settled.filter(Boolean))],
            ]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            return [];
        }
    },

    garageAskPieces(question) {
        return new Promise((resolve) => {
            this.dialog.add(ConfirmationDialog, {
                title: _t("Somebody else needs this piece"),
                body: question,
                // the safe answer is the one that Enter gives
                confirmLabel: _t("Leave it"),
                confirm: () => resolve(false),
                cancelLabel: _t("Sell it anyway"),
                cancel: () => resolve(true),
                dismiss: () => resolve(false),
            });
        });
    },

    async postSyncAllOrders(orders) {
        await super.postSyncAllOrders(...arguments);
        for (const order of orders) {
            if (order.garage_pieces_note && !order.garage_pieces_told) {
                order.garage_pieces_told = true;
                this.dialog.add(AlertDialog, {
                    title: _t("Order %(name)s took a piece of somebody else", {
                        name: order.pos_reference || order.name,
                    }),
                    body: order.garage_pieces_note,
                    confirmLabel: _t("I will tell the workshop"),
                });
            }
        }
    },
});

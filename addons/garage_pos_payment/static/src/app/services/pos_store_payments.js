import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { BoxError, BoxUnreachable } from "../box/box_client";
import { outcomeOf } from "../payment/outcome";
import { GaragePrinter } from "../printer/garage_printer";

/** Run a call to a box; what it cannot answer now is asked again later. */
async function quietly(call) {
    try {
        return await call();
    } catch (error) {
        if (error instanceof BoxError || error instanceof BoxUnreachable) {
            return undefined;
        }
        throw error;
    }
}

patch(PosStore.prototype, {
    async afterProcessServerData() {
        this.garageBox = this.env.services.garage_box;
        await this.garageBox.start(this);
        if (this.config.garage_printer_id) {
            this.hardwareProxy.printer = new GaragePrinter({
                box: this.garageBox,
                device: this.config.garage_printer_id,
                pos: this,
            });
        }
        const result = await super.afterProcessServerData();
        this.garageResumePayments();
        this.garageCheckUnacked();
        return result;
    },

    /** Payment lines that were under way when the till was closed or reloaded. */
    async garageResumePayments() {
        for (const order of this.models["pos.order"].filter((o) => !o.finalized)) {
            for (const line of order.payment_ids.filter((p) => p.isUndecided)) {
                const paid = await line.payment_method_id.payment_terminal.resume(line);
                if (paid) {
                    await this.garageFinishRecovered(order);
                }
            }
        }
    },

    async garageFinishRecovered(order) {
        const shown =
            this.router.state.current === "PaymentScreen" && this.getOrder() === order;
        if (shown && order.isPaid() && this.config.auto_validate_terminal_payment) {
            const validation = new OrderPaymentValidation({
                pos: this,
                orderUuid: order.uuid,
            });
            await validation.validateOrder(false);
            return;
        }
        this.notification.add(
            _t("A card payment of order %(order)s went through. Open it to finish.", {
                order: order.pos_reference,
            }),
            { type: "success", sticky: true },
        );
    },

    garageTerminals() {
        const devices = this.garageBox.usedDevices();
        return devices.filter((device) => device.kind === "terminal");
    },

    /** Results that the box holds and no till has stored yet. */
    async garageCheckUnacked() {
        const boxes = new Map(this.garageTerminals().map((d) => [d.box_id.id, d]));
        for (const device of boxes.values()) {
            const client = this.garageBox.clientOf(device);
            const attempts = (await quietly(() => client.unacked())) || [];
            for (const attempt of attempts) {
                await this.garageHandleUnacked(client, attempt);
            }
        }
    },

    async garageHandleUnacked(client, attempt) {
        const line = this.models["pos.payment"].getBy("uuid", attempt.line);
        if (line && !line.pos_order_id.finalized) {
            return; // the open order takes it over
        }
        if (!attempt.paid || (await this.garageIsStored(attempt.line))) {
            await quietly(() => client.ack(attempt.key));
            return;
        }
        this.notification.add(
            _t(
                "A card was charged %(amount)s (%(reference)s), but no order has it. Call the manager.",
                {
                    amount: this.env.utils.formatCurrency(
                        attempt.amount / 10 ** this.currency.decimal_places,
                    ),
                    reference: attempt.reference,
                },
            ),
            { type: "danger", sticky: true },
        );
    },

    async garageIsStored(uuid) {
        try {
            const found = await this.data.call("pos.payment", "search_count", [
                [["uuid", "=", uuid]],
            ]);
            return found > 0;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return false;
            }
            throw error;
        }
    },

    /** The order is saved: the box may forget that it has to remind us. */
    async postSyncAllOrders(orders) {
        await super.postSyncAllOrders(...arguments);
        for (const order of orders.filter((o) => o.finalized)) {
            for (const line of order.payment_ids) {
                const device = line.payment_method_id?.garage_device_id;
                if (device && line.transaction_id) {
                    quietly(() =>
                        this.garageBox.clientOf(device).ack(line.transaction_id),
                    );
                }
            }
        }
    },

    /** Reserve the amount of the bill; the server refuses when others are paying. */
    async garageAttemptStarting(line) {
        const order = line.pos_order_id;
        if (!order.garage_invoice_id) {
            return;
        }
        try {
            await this.data.call("garage.payment.attempt", "garage_till_start", [
                this.session.id,
                {
                    uuid: line.uuid,
                    order_uuid: order.uuid,
                    amount: line.amount,
                    invoice_id: order.garage_invoice_id.id,
                    method_id: line.payment_method_id.id,
                },
            ]);
        } catch (error) {
            if (error instanceof RPCError) {
                const text = error.data?.message || error.message;
                throw Object.assign(new Error(text), { garageRefusal: true });
            }
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },

    /** Tell the server the outcome; without a server the saved order tells it later. */
    async garageAttemptDecided(line, verdict) {
        if (!line.pos_order_id.garage_invoice_id) {
            return;
        }
        try {
            await this.data.call("garage.payment.attempt", "garage_till_decide", [
                this.session.id,
                line.uuid,
                outcomeOf(verdict),
            ]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },

    async closeSession() {
        const undecided = this.models["pos.payment"].find((line) => line.isUndecided);
        if (undecided) {
            this.dialog.add(AlertDialog, {
                title: _t("A card payment is not decided yet"),
                body: _t(
                    "Order %(order)s waits for the terminal's answer. Open it and wait, then close the register.",
                    { order: undecided.pos_order_id.pos_reference },
                ),
            });
            return;
        }
        return super.closeSession(...arguments);
    },

    /** An order that holds a charged card, or may hold one, is not thrown away. */
    async _onBeforeDeleteOrder(order) {
        const charged = order.payment_ids.some(
            (line) =>
                line.isUndecided ||
                (line.isBoxPayment && line.payment_status === "done"),
        );
        if (!charged || order.finalized) {
            return super._onBeforeDeleteOrder(...arguments);
        }
        this.dialog.add(AlertDialog, {
            title: _t("This order has a card payment"),
            body: _t(
                "The card was charged or is being charged. Finish the order, then give the money back with a refund.",
            ),
        });
        return false;
    },
});

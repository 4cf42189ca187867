import { reactive } from "@odoo/owl";
import { PaymentInterface } from "@point_of_sale/app/utils/payment/payment_interface";
import { register_payment_method } from "@point_of_sale/app/services/pos_store";
import { BoxError, BoxUnreachable } from "../box/box_client";
import { Recovery } from "../box/recovery";
import { approvedText, declineText, stepText, texts } from "./payment_texts";

/** Charges cards on a terminal that hangs on a box. */
export class PaymentGarage extends PaymentInterface {
    setup() {
        super.setup(...arguments);
        this.supports_reversals = true; // asked per terminal: see canTakeBack
        this.box = this.env.services.garage_box;
        this.running = {};
        this.panels = reactive({});
    }

    get device() {
        return this.payment_method_id.garage_device_id;
    }

    /** What the panel of a line shows; stays after the result until a new try. */
    panelOf(line) {
        this.panels[line.uuid] ||= { phase: "idle", text: "", since: Date.now() };
        return this.panels[line.uuid];
    }

    show(line, phase, text) {
        Object.assign(this.panelOf(line), { phase, text });
    }

    async sendPaymentRequest(uuid) {
        const line = this.lineOf(uuid);
        if (!this.device) {
            this.show(line, "declined", texts.noDevice());
            return false;
        }
        const problem = this.box.versionProblem(this.device);
        if (problem && !line.transaction_id) {
            this.show(line, "declined", problem);
            return false;
        }
        const request = this.requestOf(line);
        if (!request.amount) {
            this.show(line, "declined", texts.nothingLeft());
            return false;
        }
        if (request.kind === "refund" && !request.original_key) {
            this.show(line, "declined", texts.noOriginal());
            return false;
        }
        await this.keepOrder();
        return this.follow(line, request, (recovery) => recovery.charge());
    }

    /**
     * Write the order to the till's own store before anything is charged: the stock
     * till does it a moment later, and a reload in that moment would lose the line.
     */
    async keepOrder() {
        try {
            await this.pos.data.synchronizeLocalDataInIndexedDB();
        } catch (error) {
            // a browser without a store still takes cards; the box keeps the payment
            console.warn("The order could not be kept before the payment", error);
        }
    }

    /** After a reload: what became of a line that was under way? */
    async resume(line) {
        this.pos.paymentTerminalInProgress = true;
        const request = this.requestOf(line);
        const paid = await this.follow(line, request, (recovery) => recovery.recover());
        this.pos.paymentTerminalInProgress = false;
        if (this.panelOf(line).phase === "reversed") {
            this.markReversed(line);
            return false;
        }
        line.handlePaymentResponse(paid);
        return paid;
    }

    /** Whether the terminal can take back a charge that no order has booked yet. */
    canTakeBack(line) {
        const able = this.device && this.box.capabilitiesOf(this.device);
        return (
            line.payment_status === "done" &&
            line.amount > 0 &&
            !line.pos_order_id.finalized &&
            Boolean(able?.includes("reversal"))
        );
    }

    async sendPaymentReversal(uuid) {
        const line = this.lineOf(uuid);
        await this.follow(
            line,
            this.requestOf(line),
            (recovery) => recovery.reverse(),
            "reversing",
        );
        return this.panelOf(line).phase === "reversed";
    }

    markReversed(line) {
        line.setAmount(0);
        line.setPaymentStatus("reversed");
    }

    async follow(line, request, act, status = "waitingCard") {
        if (this.running[line.uuid]) {
            return this.running[line.uuid].result;
        }
        this.panels[line.uuid] = {
            phase: "running",
            text: stepText(),
            since: Date.now(),
        };
        line.setPaymentStatus(status);
        const recovery = this.recoveryOf(line, request);
        const result = this.decide(line, recovery, act);
        this.running[line.uuid] = { recovery, result };
        try {
            return await result;
        } finally {
            delete this.running[line.uuid];
        }
    }

    async decide(line, recovery, act) {
        let verdict;
        try {
            verdict = await act(recovery);
        } catch (error) {
            if (!error.garageRefusal) {
                throw error;
            }
            verdict = { outcome: "refused", text: error.message };
        }
        if (line.payment_status === "reversing") {
            return this.finishReversal(line, verdict);
        }
        await this.pos.garageAttemptDecided(line, verdict);
        return this.finish(line, verdict);
    }

    recoveryOf(line, request) {
        return new Recovery({
            client: this.box.clientOf(this.device),
            line: line.uuid,
            request,
            sentBefore: Boolean(line.transaction_id),
            onUpdate: (update) => this.progress(line, update),
            beforeSend: async (key) => {
                if (line.payment_status === "reversing") {
                    return; // the sale of this line is written down already
                }
                await this.pos.garageAttemptStarting(line, key);
                // Written before the first byte leaves: a till that restarts knows
                // that it has to ask.
                line.transaction_id = key;
            },
        });
    }

    requestOf(line) {
        const refund = line.amount < 0;
        const digits = this.pos.currency.decimal_places;
        return {
            terminal: this.device?.identifier,
            kind: refund ? "refund" : "sale",
            amount: Math.round(Math.abs(line.amount) * 10 ** digits),
            currency: this.pos.currency.name,
            reference: line.pos_order_id.pos_reference || line.pos_order_id.uuid,
            ...(refund ? { original_key: this.originalKey(line) } : {}),
        };
    }

    /** The charge that a refund pays back: of the original order, at the same box. */
    originalKey(line) {
        const originals = line.pos_order_id.lines.map(
            (orderLine) => orderLine.refunded_orderline_id?.order_id,
        );
        const charges = [...new Set(originals.filter(Boolean))]
            .flatMap((order) => [...order.payment_ids])
            .filter((payment) => payment.transaction_id && this.isAtThisBox(payment))
            .sort((one, other) => other.amount - one.amount);
        return charges[0]?.transaction_id;
    }

    isAtThisBox(payment) {
        const box = payment.payment_method_id?.garage_device_id?.box_id;
        return Boolean(box) && box.id === this.device?.box_id.id;
    }

    progress(line, { phase, attempt, text }) {
        if (phase === "running") {
            const cancelling = attempt.cancel_requested;
            return this.show(
                line,
                phase,
                cancelling ? texts.cancelling() : stepText(attempt),
            );
        }
        return this.show(
            line,
            phase === "refused" ? "lost" : phase,
            text || texts[phase](),
        );
    }

    finish(line, { outcome, attempt, text, code }) {
        if (outcome === "paid") {
            this.fill(line, attempt);
            this.show(line, "approved", approvedText(attempt));
            return true;
        }
        const reasons = {
            reversed: () => texts.reversed(),
            not_paid: () => declineText(attempt),
            not_sent: () => texts.notSent(),
            unreachable: () => texts.unreachable(),
            refused: () => (code ? declineText({ code, text }) : text),
        };
        const phase = outcome === "reversed" ? "reversed" : "declined";
        this.show(line, phase, reasons[outcome]());
        return false;
    }

    async finishReversal(line, verdict) {
        if (verdict.outcome === "reversed") {
            await this.pos.garageAttemptDecided(line, verdict);
            return this.finish(line, verdict);
        }
        const reason = verdict.attempt?.text || verdict.text || "";
        this.show(line, "approved", texts.notReversed(reason));
        return false;
    }

    fill(line, attempt) {
        const result = attempt.result || {};
        line.transaction_id = attempt.key;
        line.card_brand = result.card_brand || "";
        line.card_no = (result.masked_pan || "").slice(-4);
        line.payment_method_authcode = result.auth_code || "";
        line.payment_ref_no = result.receipt_no || "";
        line.ticket = "";
        line.setReceiptInfo(result.slip_customer || "");
    }

    /** Ask the terminal to stop. The result still comes through the running payment. */
    async requestCancel(line) {
        const recovery = this.running[line.uuid]?.recovery;
        if (!recovery) {
            return;
        }
        this.show(line, "running", texts.cancelling());
        try {
            await recovery.cancel();
        } catch (error) {
            if (!(error instanceof BoxError || error instanceof BoxUnreachable)) {
                throw error;
            }
        }
    }

    checkNow(line) {
        this.running[line.uuid]?.recovery.askNow();
    }

    async sendPaymentCancel(order, uuid) {
        const line = this.lineOf(uuid);
        await this.requestCancel(line);
        return !(await this.running[uuid]?.result);
    }

    lineOf(uuid) {
        return this.pos.models["pos.payment"].getBy("uuid", uuid);
    }
}

register_payment_method("garage_iot", PaymentGarage);

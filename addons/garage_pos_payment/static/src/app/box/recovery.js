/**
 * The recovery protocol: how a till charges a card exactly once.
 *
 * Before anything is sent the box is asked what it knows about the payment line. An
 * open attempt is followed, an approved one is taken over, and only a final "not
 * paid" allows the next attempt. When the box does not answer, nobody knows whether
 * the card was charged, so the till keeps asking and never charges again.
 */
import { BoxError, BoxUnreachable } from "./box_client";

/** Pauses between two questions while the box is lost, in milliseconds. */
export const PAUSES = [1000, 1000, 2000, 3000, 5000];

export const isOpen = (attempt) => !attempt.final;

/** The number behind the last colon of a key `<line>:<n>`. */
export function numberOf(key) {
    return parseInt(key.slice(key.lastIndexOf(":") + 1)) || 0;
}

/** Keys of sales that a later approved reversal took back. */
function reversedKeys(attempts) {
    return attempts
        .filter((attempt) => attempt.kind === "reversal" && attempt.paid)
        .map((attempt) => attempt.original_key);
}

/**
 * Decide from the box's attempts of a line what may happen next.
 *
 * @returns {{action: "follow"|"take"|"start", attempt?: Object, key?: string,
 *     next?: string, retryOf?: string, reversed?: boolean}}
 */
export function plan(line, attempts) {
    const open = attempts.find(isOpen);
    if (open) {
        return { action: "follow", attempt: open };
    }
    const reversed = reversedKeys(attempts);
    const paid = attempts.find(
        (attempt) =>
            attempt.paid &&
            attempt.kind !== "reversal" &&
            !reversed.includes(attempt.key),
    );
    if (paid) {
        return { action: "take", attempt: paid, next: nextKey(line, attempts) };
    }
    return {
        action: "start",
        key: nextKey(line, attempts),
        retryOf: attempts.at(-1)?.key,
        reversed: reversed.length > 0,
    };
}

function nextKey(line, attempts) {
    const number = Math.max(0, ...attempts.map((attempt) => numberOf(attempt.key)));
    return `${line}:${number + 1}`;
}

export class Recovery {
    /**
     * @param {Object} options
     * @param {Object} options.client a BoxClient
     * @param {string} options.line uuid of the payment line
     * @param {Object} options.request what to send: terminal, kind, amount, ...
     * @param {boolean} options.sentBefore this till may have sent the line already
     * @param {Function} options.onUpdate ({phase, attempt}) => void
     * @param {Function} [options.beforeSend] async (key) => void; may refuse by throwing
     * @param {Function} [options.sleep] async (milliseconds) => void
     */
    constructor({ client, line, request, sentBefore, onUpdate, beforeSend, sleep }) {
        this.client = client;
        this.line = line;
        this.request = request;
        this.sent = sentBefore;
        this.onUpdate = onUpdate;
        this.beforeSend = beforeSend || (async () => {});
        this.sleep =
            sleep || ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
        this.key = null;
        this.wake = null;
        this.cancelWanted = false;
    }

    /** Ask what the box knows; charge only when nothing was ever sent. */
    async charge() {
        const step = await this.askPastReversals();
        if (!step) {
            return { outcome: "unreachable" };
        }
        if (step.action !== "start") {
            return this.conclude(step.attempt);
        }
        return this.start(step);
    }

    /** After a reload: find out what became of the line, charge nothing. */
    async recover() {
        this.sent = true;
        const step = await this.askPastReversals();
        if (step.action !== "start") {
            return this.conclude(step.attempt);
        }
        return { outcome: step.reversed ? "reversed" : "not_sent" };
    }

    /** Take an approved charge back; what was taken back already stays so. */
    async reverse() {
        this.sent = true;
        const step = await this.askPastReversals();
        if (step.action !== "take") {
            return { outcome: step.reversed ? "reversed" : "not_sent" };
        }
        const { key, amount, currency, terminal } = step.attempt;
        Object.assign(this.request, { amount, currency, terminal });
        const verdict = await this.start({ key: step.next, originalKey: key });
        if (verdict.attempt?.kind === "reversal" && verdict.outcome === "paid") {
            return { outcome: "reversed", attempt: verdict.attempt };
        }
        return verdict;
    }

    /** Ask; a reversal that is still under way is followed to its end first. */
    async askPastReversals() {
        let step = await this.ask();
        while (step?.action === "follow" && step.attempt.kind === "reversal") {
            await this.conclude(step.attempt);
            step = await this.ask();
        }
        return step;
    }

    async start(step) {
        await this.beforeSend(step.key);
        if (this.cancelWanted) {
            return { outcome: "refused", code: "cancelled_by_cashier" };
        }
        this.sent = true;
        this.key = step.key;
        const request = { ...this.request, key: step.key, line: this.line };
        if (step.originalKey) {
            request.kind = "reversal";
            request.original_key = step.originalKey;
        } else if (step.retryOf) {
            request.retry_of = step.retryOf;
        }
        try {
            return await this.conclude(await this.client.startPayment(request));
        } catch (error) {
            return this.afterFailedStart(error);
        }
    }

    async afterFailedStart(error) {
        if (error instanceof BoxUnreachable) {
            this.onUpdate({ phase: "lost", attempt: null });
            return this.recover();
        }
        if (
            error instanceof BoxError &&
            ["line_open", "conflict"].includes(error.code)
        ) {
            return this.recover();
        }
        if (error instanceof BoxError) {
            return { outcome: "refused", code: error.code, text: error.message };
        }
        throw error;
    }

    /** Ask for the attempts of the line; patient as soon as something was sent. */
    async ask() {
        for (let turn = 0; ; turn++) {
            try {
                return plan(this.line, await this.client.paymentsOf(this.line));
            } catch (error) {
                if (error instanceof BoxError) {
                    this.onUpdate({
                        phase: "refused",
                        attempt: null,
                        text: error.message,
                    });
                }
                if (!this.sent) {
                    return this.unsentFailure(error);
                }
                this.onUpdate({ phase: "lost", attempt: null });
                await this.pause(turn);
            }
        }
    }

    unsentFailure(error) {
        if (error instanceof BoxUnreachable || error instanceof BoxError) {
            return null;
        }
        throw error;
    }

    /** Follow an attempt until it is final; a lost box only makes it slower. */
    async conclude(attempt) {
        this.key = attempt.key;
        let turn = 0;
        while (isOpen(attempt)) {
            this.onUpdate({
                phase: attempt.state === "in_doubt" ? "doubt" : "running",
                attempt,
            });
            try {
                await this.sendCancel(attempt);
                attempt = await this.client.payment(attempt.key, { rev: attempt.rev });
                turn = 0;
            } catch (error) {
                if (!(error instanceof BoxUnreachable || error instanceof BoxError)) {
                    throw error;
                }
                this.onUpdate({ phase: "lost", attempt });
                await this.pause(turn++);
            }
        }
        return { outcome: attempt.paid ? "paid" : "not_paid", attempt };
    }

    /** The cashier wants to stop; the wish is kept until the box has it. */
    async cancel() {
        this.cancelWanted = true;
        if (this.atBox) {
            await this.client.cancel(this.key);
        }
    }

    async sendCancel(attempt) {
        this.atBox = attempt.kind !== "reversal";
        if (this.cancelWanted && this.atBox && !attempt.cancel_requested) {
            await this.client.cancel(attempt.key);
        }
    }

    async pause(turn) {
        const asked = new Promise((resolve) => (this.wake = resolve));
        await Promise.race([
            this.sleep(PAUSES[Math.min(turn, PAUSES.length - 1)]),
            asked,
        ]);
        this.wake = null;
    }

    /** The cashier does not want to wait for the next question. */
    askNow() {
        this.wake?.();
    }
}

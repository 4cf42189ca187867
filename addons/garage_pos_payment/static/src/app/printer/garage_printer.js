import { _t } from "@web/core/l10n/translation";
import { BasePrinter } from "@point_of_sale/app/utils/printer/base_printer";
import { uuidv4 } from "@point_of_sale/utils";
import { BoxError, BoxUnreachable } from "../box/box_client";

const RETRY_SECONDS = 8;
const TITLES = {
    paper_out: () => _t("The printer has no paper"),
    cover_open: () => _t("The cover of the printer is open"),
    offline: () => _t("The printer is off-line"),
    unreachable: () => _t("The printer does not answer"),
    no_answer: () => _t("The printer does not answer"),
    cutter_error: () => _t("The cutter of the printer is stuck"),
    not_confirmed: () => _t("The printer did not confirm the receipt"),
};

const NEXT_STEPS = {
    paper_out: () => _t("The receipt is kept and comes out after you put in a roll."),
    cover_open: () =>
        _t("The receipt is kept and comes out after you close the cover."),
    not_confirmed: () =>
        _t("Look whether the paper came out. Press Retry only if not."),
};

/** Prints and opens the drawer through the box, and believes only what it confirms. */
export class GaragePrinter extends BasePrinter {
    setup({ box, device, pos }) {
        super.setup(...arguments);
        this.box = box;
        this.device = device;
        this.pos = pos;
        this.copies = {};
        this.kept = new Set();
    }

    get client() {
        return this.box.clientOf(this.device);
    }

    /**
     * Print a document once per key; the same key again never prints twice.
     *
     * @param {string} document what it is, e.g. "<order>:receipt"
     * @param {string} kind kind of iot/contract/documents.json
     * @param {Object} data its fields
     */
    async printDocument(document, kind, data) {
        const result = await this.send(this.keyOf(document), kind, data);
        this.count(document, result);
        return result.result
            ? { successful: true, warningCode: undefined }
            : this.getResultsError(result);
    }

    /** A copy that may have come out is not repeated under its key. */
    count(document, { state }) {
        if (["printed", "unconfirmed", "failed", "conflict"].includes(state)) {
            this.copies[document] = (this.copies[document] || 0) + 1;
        }
    }

    keyOf(document) {
        return `${document}:${(this.copies[document] || 0) + 1}`;
    }

    /** @override everything that is not an order's receipt goes as an image */
    sendPrintingJob(image) {
        return this.send(`${uuidv4()}:image:1`, "image", { image });
    }

    async send(key, kind, data) {
        try {
            const job = { key, printer: this.device.identifier, kind, data };
            const answer = await this.settle(await this.client.print(job));
            // Some printers cannot confirm: what was handed over counts, and is said.
            const handedOver = answer.code === "cannot_confirm";
            return { ...answer, result: answer.state === "printed" || handedOver };
        } catch (error) {
            return this.failureOf(error);
        }
    }

    /** The box keeps a job for a printer without paper; a retry waits until it is out. */
    async settle(answer) {
        if (!["queued", "sent"].includes(answer.state)) {
            return answer;
        }
        if (!this.kept.has(answer.key)) {
            this.kept.add(answer.key);
            return answer;
        }
        return this.client.printJob(answer.key, {
            state: answer.state,
            wait: RETRY_SECONDS,
        });
    }

    failureOf(error) {
        if (error instanceof BoxUnreachable) {
            return { result: false, state: "lost", box: true };
        }
        if (error instanceof BoxError) {
            return { result: false, state: error.code, message: error.message };
        }
        throw error;
    }

    /** @override a receipt is kept by the box; the sale is never lost */
    getResultsError(result) {
        if (!result || result.box) {
            return this.getActionError();
        }
        const { code, message } = result;
        return {
            successful: false,
            canRetry: true,
            errorCode: code,
            message: {
                title: TITLES[code]?.() || _t("Printing failed"),
                body: NEXT_STEPS[code]?.() || message || "",
            },
        };
    }

    /** @override */
    getActionError() {
        return {
            successful: false,
            canRetry: true,
            errorCode: "box",
            message: {
                title: _t("The box does not answer"),
                body: _t(
                    "The sale is saved. Check that the box is on and in the network, then press Retry.",
                ),
            },
        };
    }

    /** @override */
    async openCashbox(reason = "") {
        const result = await this.pulse(reason || _t("Cash payment"));
        if (result?.state !== "pulsed") {
            this.pos.notification.add(
                _t("The drawer did not open. Open it with its key. %(why)s", {
                    why: result?.message || "",
                }),
                { type: "warning" },
            );
        }
    }

    async pulse(reason) {
        try {
            return await this.client.drawer({
                key: `${uuidv4()}:drawer:1`,
                printer: this.device.identifier,
                reason,
                user: this.pos.getCashier()?.name || "",
            });
        } catch (error) {
            return this.failureOf(error);
        }
    }
}

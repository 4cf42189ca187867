/** What the payment panel says; one place, so that it stays short and exact. */
import { _t } from "@web/core/l10n/translation";

const STEPS = {
    connecting: () => _t("Connecting to the terminal"),
    card_wanted: () => _t("Customer: insert, swipe or tap the card"),
    pin_entry: () => _t("Customer: enter the PIN"),
    authorising: () => _t("The bank is being asked"),
    remove_card: () => _t("Customer: take the card out"),
    signature_check: () => _t("Compare the signature on the slip"),
    please_wait: () => _t("Wait a moment"),
    asking_terminal: () => _t("Asking the terminal whether it charged the card"),
};

const CODES = {
    cancelled_by_customer: () => _t("The customer cancelled. Nothing was charged."),
    cancelled_by_cashier: () => _t("Cancelled. Nothing was charged."),
    timeout_customer: () => _t("No card came in time. Nothing was charged."),
    terminal_unreachable: () =>
        _t(
            "The terminal does not answer. Nothing was charged. Check its power and network.",
        ),
    terminal_busy: () =>
        _t("The terminal is busy with another payment. Nothing was charged here."),
    box_restarted_before_send: () =>
        _t("The box restarted before the card was asked. Nothing was charged."),
    not_known_to_terminal: () =>
        _t("The terminal knows nothing of this payment. Nothing was charged."),
};

const DECLINES = {
    "05": () => _t("card not accepted"),
    51: () => _t("insufficient funds"),
    54: () => _t("card expired"),
    55: () => _t("wrong PIN"),
    61: () => _t("over the limit of the card"),
    75: () => _t("PIN tried too often"),
    116: () => _t("insufficient funds"),
};

export function stepText(attempt) {
    return STEPS[attempt?.step]?.() || _t("Customer: follow the terminal");
}

export function declineText(attempt) {
    const code = attempt.code || "";
    if (CODES[code]) {
        return CODES[code]();
    }
    const reason = DECLINES[code.split(":")[1]]?.() || attempt.text || code;
    return _t("Declined: %(reason)s. Nothing was charged.", { reason });
}

export function approvedText(attempt) {
    const { card_brand, masked_pan, auth_code } = attempt.result || {};
    const card = [card_brand, (masked_pan || "").slice(-4)].filter(Boolean).join(" ");
    if (!card) {
        return _t("Approved");
    }
    return auth_code
        ? _t("Approved, %(card)s, auth %(auth)s", { card, auth: auth_code })
        : _t("Approved, %(card)s", { card });
}

export const texts = {
    lost: () => _t("Connection lost. The payment may have gone through. Checking..."),
    doubt: () =>
        _t("The terminal's answer is missing. It may have charged. Checking..."),
    unreachable: () =>
        _t(
            "The box does not answer. Nothing was charged. Check its power and network.",
        ),
    notSent: () => _t("The payment did not reach the terminal. Nothing was charged."),
    noDevice: () =>
        _t("This payment method has no terminal. Ask the manager to set it."),
    noOriginal: () =>
        _t("This payment was not made at this terminal. Refund it in cash."),
    nothingLeft: () => _t("Nothing is left to pay. Lower another payment first."),
    cancelling: () => _t("Cancelling. Wait for the terminal."),
    reversed: () => _t("Taken back. The customer keeps the money."),
    notReversed: (reason) =>
        _t(
            "Not taken back: %(reason)s. The card stays charged. Finish the order, then refund it.",
            { reason: reason.replace(/[. ]+$/, "") || _t("no answer") },
        ),
};

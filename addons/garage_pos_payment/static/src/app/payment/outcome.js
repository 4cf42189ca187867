/** A verdict of the recovery protocol in the words of the attempt on the server. */
export function outcomeOf(verdict) {
    if (verdict.outcome === "reversed") {
        return { state: "reversed" };
    }
    return verdict.outcome === "paid" ? approved(verdict.attempt) : refused(verdict);
}

function approved({ key, amount, currency, result }) {
    const { card_brand, masked_pan, auth_code, slip_customer } = result || {};
    return {
        state: "approved",
        amount_minor: amount,
        currency,
        provider_ref: key,
        card_brand,
        card_last4: (masked_pan || "").slice(-4),
        auth_code,
        slip_text: slip_customer,
    };
}

function refused({ outcome, attempt, code, text }) {
    return {
        state: attempt?.state === "declined" ? "declined" : "canceled",
        failure_code: attempt?.code || code || outcome,
        failure_text: attempt?.text || text || "",
    };
}

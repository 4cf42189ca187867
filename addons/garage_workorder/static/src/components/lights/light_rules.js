/**
 * What a work order's five signals look like. Pure: plain values in, plain values out.
 *
 * A light as the server sends it: {key, state, text}.
 */
import { _t } from "@web/core/l10n/translation";

export const LIGHT_KEYS = ["approval", "parts", "work", "payment", "key"];

const ICONS = {
    none: "fa-circle-thin",
    wait: "fa-hourglass-half",
    done: "fa-check",
    stop: "fa-exclamation",
};

function keyWord(key) {
    return {
        approval: _t("Approval"),
        parts: _t("Parts"),
        work: _t("Work"),
        payment: _t("Payment"),
        key: _t("Key"),
    }[key].toString();
}

function stateWord(state) {
    return {
        none: _t("not yet"),
        wait: _t("waiting"),
        done: _t("done"),
        stop: _t("stop"),
    }[state].toString();
}

/**
 * The five lights in their fixed order; a missing or unknown one reads "not yet".
 *
 * @param {Array<{key: string, state: string, text: string}>} lights
 * @returns {Array<{key, state, word, text, icon, label}>}
 */
export function lightViews(lights) {
    const byKey = Object.fromEntries((lights || []).map((light) => [light.key, light]));
    return LIGHT_KEYS.map((key) => {
        const light = byKey[key] || {};
        const state = light.state in ICONS ? light.state : "none";
        const word = keyWord(key);
        const text = light.text || stateWord(state);
        return {
            key,
            state,
            word,
            text,
            icon: ICONS[state],
            label: `${word}: ${text}`,
        };
    });
}

/** The light that needs somebody: the first red one, else the first amber one. */
export function urgentLight(lights) {
    const views = lightViews(lights);
    return (
        views.find((light) => light.state === "stop") ||
        views.find((light) => light.state === "wait") ||
        null
    );
}

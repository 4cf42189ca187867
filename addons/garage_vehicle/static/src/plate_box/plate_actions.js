import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

const VIN = /^[A-HJ-NPR-Z0-9]{17}$/;
const LONGEST_PLATE = 14;

/** Return letters and digits in upper case: what a plate is compared by. */
export function plateKey(text) {
    return (text || "")
        .normalize("NFKC")
        .toUpperCase()
        .replace(/[^\p{L}\p{N}]/gu, "");
}

export function looksLikeVin(text) {
    return VIN.test(plateKey(text));
}

/** Return the default values of a new vehicle for what was typed in the box. */
export function getNewVehicleContext(text) {
    const key = plateKey(text);
    if (looksLikeVin(text)) {
        return { default_vin: key };
    }
    const isPlate = key.length <= LONGEST_PLATE && /\p{N}/u.test(key);
    return isPlate ? { default_plate: text.trim().toUpperCase() } : {};
}

/**
 * What can be done with a choice of the plate box: `hotkey` is "enter" or
 * "control+enter", `run(env, { vehicle, text })` gets null for a new vehicle.
 */
registry.category("garage_plate_actions").add("open_vehicle", {
    id: "open_vehicle",
    label: _t("Open vehicle"),
    newLabel: _t("New vehicle"),
    hotkey: "control+enter",
    sequence: 20,
    run: (env, { vehicle, text }) =>
        env.services.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "garage.vehicle",
                res_id: vehicle ? vehicle.id : false,
                views: [[false, "form"]],
            },
            { additionalContext: vehicle ? {} : getNewVehicleContext(text) },
        ),
});

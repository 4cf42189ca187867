import { _t } from "@web/core/l10n/translation";
import { plateKey } from "./plate_actions";

const SHORTEST = 4;
const NOTHING = { state: "none", text: "" };

/**
 * Ask the public register about a typed plate or VIN. Never throws: a register that
 * does not answer stands in nobody's way.
 */
export async function askRegister(orm, text) {
    if (plateKey(text).length < SHORTEST) {
        return NOTHING;
    }
    try {
        return await orm.silent.call("garage.vehicle", "ask_registers", [text]);
    } catch {
        return {
            state: "offline",
            text: _t("The register does not answer. Type on.").toString(),
        };
    }
}

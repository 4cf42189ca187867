/** What stands on a line display for the customer: two lines, left and right. */
import { _t } from "@web/core/l10n/translation";

/**
 * @param {Object} data what Odoo sends to its own customer display
 * @returns {Array} lines of POST display/<id>: [left, right] texts
 */
export function displayLines({ lines = [], amount, change, finalized }) {
    if (!lines.length) {
        return [];
    }
    const total = [_t("TOTAL"), String(amount)];
    if (finalized) {
        return change ? [total, [_t("Change"), String(change)]] : [total];
    }
    const { productName, price } = lines.at(-1);
    return [[productName.split("\n")[0], String(price)], total];
}

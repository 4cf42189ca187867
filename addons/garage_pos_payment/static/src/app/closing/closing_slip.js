/** The closing slip for the box (iot/contract/documents.json, kind "closing"). */
import { _t } from "@web/core/l10n/translation";

/**
 * What the cashier puts into the bag with the money: cash by denomination, the other
 * payment methods, what the terminals say, and a line to sign.
 *
 * @param {Object} closing amounts as texts
 * @param {string} closing.company
 * @param {[string, string][]} closing.info
 * @param {[string, string][]} closing.denominations
 * @param {{name: string, amount: string, details: [string, string][]}[]} closing.methods
 * @param {[string, string][]} closing.terminals
 * @param {string} closing.notes
 */
export function closingSlip({ company, info, notes, ...closing }) {
    const { denominations, methods, terminals } = closing;
    return {
        company: { name: company, lines: [] },
        title: _t("Closing slip"),
        info,
        sections: [
            { title: _t("Cash counted"), rows: amounts(denominations) },
            { title: _t("Payment methods"), rows: methods },
            { title: _t("Card terminals"), rows: amounts(terminals) },
            { title: _t("Note"), texts: notes.trim() ? [notes.trim()] : [] },
        ].filter(({ rows, texts }) => (rows || texts).length),
        signatures: [_t("Signature of the cashier")],
    };
}

const amounts = (pairs) => pairs.map(([name, amount]) => ({ name, amount }));

/** Builds a receipt as the box prints it: blocks of text, rows and codes. */
import { _t } from "@web/core/l10n/translation";

export const text = (value, options = {}) => ({
    type: "text",
    text: value,
    ...options,
});
export const row = (left, right, options = {}) => ({
    type: "row",
    left,
    right,
    ...options,
});
export const rule = () => ({ type: "rule" });

const center = (value, options = {}) => text(value, { align: "center", ...options });
const lines = (...values) => values.filter(Boolean);

/**
 * @param {Object} receipt plain values, amounts already as text
 * @returns {Object[]} blocks of iot/contract/print.json
 */
export function receiptBlocks(receipt) {
    return [
        ...header(receipt),
        ...receipt.above.map((value) => text(value)),
        rule(),
        ...receipt.lines.flatMap(lineBlocks),
        rule(),
        ...receipt.taxes.map((tax) => row(tax.name, tax.amount)),
        row(_t("TOTAL"), receipt.total, { bold: true }),
        ...receipt.payments.map((payment) => row(payment.name, payment.amount)),
        ...(receipt.change ? [row(_t("Change"), receipt.change)] : []),
        ...receipt.slips.flatMap((slip) => [rule(), text(slip)]),
        ...footer(receipt),
    ];
}

function header({ company, title, number, date, cashier }) {
    const address = lines(company.street, lines(company.zip, company.city).join(" "));
    return [
        center(company.name, { bold: true, size: 2 }),
        ...address.map((value) => center(value)),
        ...lines(company.phone, company.vat).map((value) => center(value)),
        { type: "feed", lines: 1 },
        ...lines(title).map((value) => text(value, { bold: true })),
        row(number, date),
        ...lines(cashier).map((value) => text(value)),
    ];
}

function lineBlocks(line) {
    return [
        row(line.name, line.amount),
        ...lines(line.detail, ...(line.note || "").split("\n")).map((value) =>
            text(`  ${value}`),
        ),
    ];
}

function footer(receipt) {
    return [
        ...(receipt.footer ? [rule(), center(receipt.footer)] : []),
        ...(receipt.qr ? [{ type: "qr", text: receipt.qr }] : []),
        { type: "feed", lines: 2 },
    ];
}

/** The Z report on the receipt printer. */
import { _t } from "@web/core/l10n/translation";
import { row, rule, text } from "./receipt_blocks";

export function zReportBlocks(report) {
    return [
        text(report.company, { align: "center", bold: true }),
        text(_t("Z report %(number)s", { number: report.number }), {
            align: "center",
            bold: true,
            size: 2,
        }),
        row(report.register, report.user),
        row(_t("Opened"), report.opened),
        row(_t("Closed"), report.closed),
        row(_t("Orders"), String(report.orders)),
        rule(),
        ...report.totals.map(([name, amount]) => row(name, amount)),
        rule(),
        ...report.methods.flatMap(methodBlocks),
        rule(),
        ...differences(report.missing),
        { type: "feed", lines: 2 },
    ];
}

function methodBlocks(method) {
    return [
        row(`${method.name} (${method.number})`, method.expected, { bold: true }),
        row(_t("  counted"), method.counted),
        ...(method.difference ? [row(_t("  difference"), method.difference)] : []),
        ...(method.terminal ? [row(_t("  terminal"), method.terminal)] : []),
    ];
}

function differences(missing) {
    if (!missing.length) {
        return [text(_t("Till and terminals agree."))];
    }
    return [
        text(_t("Terminal minus till:"), { bold: true }),
        ...missing.map(([name, amount]) => row(name, amount)),
    ];
}

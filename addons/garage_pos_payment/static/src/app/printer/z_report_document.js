/** The Z report for the box (iot/contract/documents.json, kind "z_report"). */
import { _t } from "@web/core/l10n/translation";

const amounts = (pairs) => pairs.map(([name, amount]) => ({ name, amount }));

export function zReport(report) {
    return {
        company: { name: report.company, lines: [] },
        title: _t("Z report %(number)s", { number: report.number }),
        info: [
            [report.register, report.user],
            [_t("Opened"), report.opened],
            [_t("Closed"), report.closed],
            [_t("Orders"), String(report.orders)],
        ],
        sections: [
            { rows: amounts(report.totals) },
            { rows: report.methods.map(methodRow) },
            differences(report.missing),
        ],
    };
}

function methodRow(method) {
    return {
        name: `${method.name} (${method.number})`,
        amount: method.expected,
        details: [
            [_t("counted"), method.counted],
            [_t("difference"), method.difference],
            [_t("terminal"), method.terminal],
        ].filter(([, amount]) => amount),
    };
}

function differences(missing) {
    if (!missing.length) {
        return { texts: [_t("Till and terminals agree.")] };
    }
    return { title: _t("Terminal minus till:"), rows: amounts(missing) };
}

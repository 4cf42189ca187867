import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { formatFloat, formatInteger } from "@web/views/fields/formatters";

const NOW = "#2b6cb0";
const BEFORE = "#c3d3e4";
const COST = "#b8c2cc";
const PROFIT = "#2f855a";
/** Numbers of which less is better: the colour of a change turns round. */
const LESS_IS_BETTER = new Set(["declined", "hours_clocked"]);

/** The day to ask for to see the same again: today moves on, a day in the past stays. */
export function chosenDay(board) {
    return board.is_current ? false : board.day;
}

/** A number as people read it. */
export function formatNumber(unit, value, currencyId) {
    if (unit === "money") {
        return formatCurrency(Math.round(value), currencyId, { digits: [false, 0] });
    }
    if (unit === "percent") {
        return `${formatFloat(value * 100, { digits: [false, 0] })} %`;
    }
    if (unit === "hours") {
        return _t("%s h", formatFloat(value, { digits: [false, 1] }));
    }
    return formatInteger(value);
}

/** The change against last year: text, and whether it is good news. */
export function describeChange(key, change) {
    if (change === null || !isFinite(change)) {
        return { text: "", tone: "muted" };
    }
    const percent = Math.round(change * 100);
    const sign = percent > 0 ? "+" : "";
    const better = LESS_IS_BETTER.has(key) ? percent < 0 : percent > 0;
    return {
        text: `${sign}${percent} %`,
        tone:
            percent === 0 || key === "hours_clocked"
                ? "muted"
                : better
                  ? "good"
                  : "bad",
    };
}

function options(money, extra = {}) {
    return {
        maintainAspectRatio: false,
        animation: false,
        plugins: {
            legend: {
                position: "bottom",
                labels: { boxWidth: 12, usePointStyle: true },
            },
            tooltip: {
                callbacks: {
                    label: (item) => `${item.dataset.label}: ${money(item.raw)}`,
                },
            },
        },
        ...extra,
    };
}

function axes(money, stacked) {
    return {
        x: { stacked, grid: { display: false } },
        y: {
            stacked,
            beginAtZero: true,
            ticks: { maxTicksLimit: 5, callback: (value) => money(value) },
        },
    };
}

/** Bars of this year beside last year. */
export function revenueChart(chart, titles, money) {
    return {
        type: "bar",
        data: {
            labels: chart.labels,
            datasets: [
                { label: titles.before, data: chart.before, backgroundColor: BEFORE },
                { label: titles.now, data: chart.now, backgroundColor: NOW },
            ],
        },
        options: options(money, { scales: axes(money, false) }),
    };
}

/** Of what was billed: what it cost and what was earned. */
export function profitChart(chart, money) {
    return {
        type: "bar",
        data: {
            labels: chart.labels,
            datasets: [
                { label: _t("Cost"), data: chart.cost, backgroundColor: COST },
                {
                    label: _t("Gross profit"),
                    data: chart.profit,
                    backgroundColor: PROFIT,
                },
            ],
        },
        options: options(money, { scales: axes(money, true) }),
    };
}

/** Open work orders by status. */
export function floorChart(chart) {
    return {
        type: "bar",
        data: {
            labels: chart.labels,
            datasets: [
                { label: _t("Work orders"), data: chart.now, backgroundColor: NOW },
            ],
        },
        options: options(String, {
            indexAxis: "y",
            plugins: { legend: { display: false } },
            scales: {
                x: { beginAtZero: true, ticks: { precision: 0 } },
                y: { grid: { display: false } },
            },
        }),
    };
}

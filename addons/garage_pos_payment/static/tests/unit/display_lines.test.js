import { describe, expect, test } from "@odoo/hoot";
import { displayLines } from "@garage_pos_payment/app/display/display_lines";

describe.current.tags("headless");

const LINES = [
    { productName: "Oil filter", price: "12,00" },
    { productName: "WO/12 · 12-ABC-3\nBrakes", price: "300,00" },
];

test("the newest line stands above the total", () => {
    expect(displayLines({ lines: LINES, amount: "312,00" }).slice(0, 1)).toEqual([
        ["WO/12 · 12-ABC-3", "300,00"],
    ]);
    expect(displayLines({ lines: LINES, amount: "312,00" })[1][1]).toBe("312,00");
});

test("a paid order shows the change", () => {
    const order = { lines: LINES, amount: "312,00", change: "8,00", finalized: true };

    expect(displayLines(order).map((line) => line[1])).toEqual(["312,00", "8,00"]);
});

test("an empty order clears the display", () => {
    expect(displayLines({ lines: [], amount: "0,00" })).toEqual([]);
});

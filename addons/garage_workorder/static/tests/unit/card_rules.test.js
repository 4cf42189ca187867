import { describe, expect, test } from "@odoo/hoot";
import {
    movedAfter,
    movedBy,
    openAfter,
    restoredLine,
    withCard,
    withLines,
} from "@garage_workorder/cards/card_rules";

describe.current.tags("headless");

test("the answer of the server takes the place of its card", () => {
    const cards = [{ id: 1 }, { id: 2, total: 5 }];

    expect(withCard(cards, { id: 2, total: 7 })).toEqual([
        { id: 1 },
        { id: 2, total: 7 },
    ]);
    expect(withCard(cards, { id: 3 }).map(({ id }) => id)).toEqual([1, 2, 3]);
});

test("a job is dropped behind another one or to the front", () => {
    expect(movedAfter([1, 2, 3], 1, 3)).toEqual([2, 3, 1]);
    expect(movedAfter([1, 2, 3], 3, false)).toEqual([3, 1, 2]);
});

test("a job moves by the keyboard and stays inside the list", () => {
    expect(movedBy([1, 2, 3], 2, -1)).toEqual([2, 1, 3]);
    expect(movedBy([1, 2, 3], 1, -1)).toEqual([1, 2, 3]);
    expect(movedBy([1, 2, 3], 3, 1)).toEqual([1, 2, 3]);
});

test("a line is put back with what was typed last", () => {
    const line = {
        product_id: 7,
        name: "Pads",
        product_uom_qty: 1,
        price_unit: 50,
        discount: 0,
    };

    expect(restoredLine(line, { product_uom_qty: 3 })).toEqual({
        product_id: 7,
        name: "Pads",
        quantity: 3,
        price: 50,
        discount: 0,
    });
});

test("what the user folds while the cards are read again stays folded", () => {
    expect([...openAfter([1, 2], new Set([2]), [1, 2, 5])]).toEqual([2, 5]);
    expect([...openAfter([1], new Set([1, 3]), [1])]).toEqual([1, 3]);
});

test("a card that was unfolded meanwhile keeps the lines it shows", () => {
    const shown = [{ id: 1, lines: ["a"] }, { id: 2 }];
    const answer = [{ id: 1, total: 9 }, { id: 2 }];

    expect(withLines(answer, shown, new Set([1]))).toEqual([
        { id: 1, lines: ["a"] },
        { id: 2 },
    ]);
    expect(withLines(answer, shown, new Set())).toEqual(answer);
});

import { describe, expect, test } from "@odoo/hoot";
import {
    arrowHead,
    extend,
    isDrawn,
    placeOf,
} from "@garage_workorder/mechanic/inspection/draw_rules";
import {
    allGreen,
    colourOfValue,
    enterItems,
    findVisits,
    groupsOf,
    mergePages,
    numberOf,
    press,
    progressOf,
    storable,
    valueText,
} from "@garage_workorder/mechanic/inspection/inspection_rules";

describe.current.tags("headless");

const TREAD = {
    id: 3,
    kind: "measure",
    decimals: 1,
    worse: "lower",
    amber: 3,
    red: 1.6,
};
const SHEET = {
    items: [
        { id: 1, kind: "group", name: "Brakes" },
        { id: 2, kind: "light", name: "Hoses" },
        TREAD,
        { id: 4, kind: "group", name: "Inside" },
        { id: 5, kind: "yes_no", name: "Lamp lit", yes: "amber", no: "green" },
        { id: 6, kind: "note", name: "Remarks" },
    ],
};
const EMPTY = { state: "open", items: {} };

describe("colours", () => {
    test("limits set the colour, a value on the limit is on the better side", () => {
        const colours = [5, 3, 2.9, 1.6, 1.5].map((mm) => colourOfValue(TREAD, mm));
        expect(colours).toEqual(["green", "green", "amber", "amber", "red"]);
    });

    test("much water is worse", () => {
        const water = { worse: "higher", amber: 1.5, red: 3 };
        expect([1.5, 1.6, 3.1].map((part) => colourOfValue(water, part))).toEqual([
            "green",
            "amber",
            "red",
        ]);
    });

    test("answers have the colours of the sheet", () => {
        const page = enterItems(EMPTY, SHEET, [{ line_id: 5, answer: "yes" }], "t");
        expect(page.items[5].result).toBe("amber");
    });

    test("a note changes no colour", () => {
        let page = enterItems(EMPTY, SHEET, [{ line_id: 2, result: "red" }], "t");
        page = enterItems(page, SHEET, [{ line_id: 2, note: "torn" }], "t");
        expect(page.items[2].result).toBe("red");
    });
});

describe("sheet", () => {
    test("items stand under their group", () => {
        expect(groupsOf(SHEET).map(({ items }) => items.length)).toEqual([2, 2]);
    });

    test("all good fills lights and answers that nobody touched", () => {
        const page = enterItems(EMPTY, SHEET, [{ line_id: 2, result: "red" }], "t");
        expect(allGreen(page, SHEET.items)).toEqual([{ line_id: 5, answer: "no" }]);
    });

    test("notes do not count as items to check", () => {
        const page = enterItems(EMPTY, SHEET, [{ line_id: 3, value: 1.2 }], "t");
        expect(progressOf(page, SHEET.items)).toEqual({
            total: 3,
            done: 1,
            red: 1,
            amber: 0,
        });
    });
});

describe("two sides", () => {
    const server = {
        state: "open",
        items: {
            2: { result: "green", at: "2026-01-01T10:00:00Z", job: "", media: [] },
        },
        before: { 3: { value: 5.1, result: "green", date: "14 Mar" } },
    };

    test("what the phone entered later stands until it is sent", () => {
        const local = enterItems(
            EMPTY,
            SHEET,
            [{ line_id: 2, result: "red" }],
            "2026-01-01T10:05:00Z",
        );
        expect(mergePages(local, server).items[2].result).toBe("red");
    });

    test("what somebody else entered later wins", () => {
        const local = enterItems(
            EMPTY,
            SHEET,
            [{ line_id: 2, result: "red" }],
            "2026-01-01T09:00:00Z",
        );
        expect(mergePages(local, server).items[2].result).toBe("green");
    });

    test("the last visit is known before anything is entered", () => {
        expect(mergePages(null, server).items[3].before.value).toBe(5.1);
    });

    test("photos on their way stay beside those that have arrived", () => {
        const mine = { key: "b", url: "blob:b" };
        const local = { items: { 2: { at: "", job: "", media: [mine] } } };
        const sent = { items: { 2: { at: "", job: "", media: [{ key: "a" }] } } };
        const keys = mergePages(local, sent).items[2].media.map(({ key }) => key);
        expect(keys).toEqual(["a", "b"]);
        expect(storable(mergePages(local, sent)).items[2].media).toEqual([
            { key: "a" },
        ]);
    });
});

describe("number pad", () => {
    test("keys make a number", () => {
        const text = ["1", ".", "8", ".", "back", "6", "sign"].reduce(press, "");
        expect(text).toBe("-1.6");
        expect(numberOf(text)).toBe(-1.6);
        expect(numberOf("")).toBe(null);
    });

    test("a value is written as the page's language does", () => {
        expect(valueText({ unit: "mm", decimals: 1 }, 4.2, "nl")).toBe("4,2 mm");
        expect(valueText({ unit: "%", decimals: 0 }, 52, "en")).toBe("52 %");
    });
});

test("a plate is found however it is spelled", () => {
    const visits = [{ plate: "12-ABC-3" }, { plate: "KLE-RB 88" }];
    expect(findVisits(visits, "klerb")).toEqual([visits[1]]);
});

describe("drawing", () => {
    const area = { left: 10, top: 10, width: 200, height: 100 };

    test("places are parts of the picture", () => {
        expect(placeOf({ clientX: 110, clientY: 60 }, area)).toEqual([0.5, 0.5]);
        expect(placeOf({ clientX: 0, clientY: 999 }, area)).toEqual([0, 1]);
    });

    test("an arrow has two ends, a line every point", () => {
        const arrow = { tool: "arrow", points: [[0, 0]] };
        const line = { tool: "line", points: [[0, 0]] };
        const draw = (shape) => extend(extend(shape, [0.1, 0.1]), [0.5, 0.5]);
        expect(draw(arrow).points.length).toBe(2);
        expect(draw(line).points.length).toBe(3);
    });

    test("a tap draws no arrow", () => {
        expect(isDrawn({ tool: "arrow", points: [[0.5, 0.5]] })).toBe(false);
        expect(isDrawn({ tool: "line", points: [[0.5, 0.5]] })).toBe(true);
    });

    test("the head of an arrow lies behind its end", () => {
        const [left, right] = arrowHead([0, 0], [100, 0], 20);
        expect(left[0]).toBeLessThan(100);
        expect(Math.round(left[1] + right[1])).toBe(0);
    });
});

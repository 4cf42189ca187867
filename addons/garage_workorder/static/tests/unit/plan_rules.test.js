import { describe, expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import {
    currentPlace,
    dayLoad,
    fill,
    gaps,
    hourMarks,
    hoursText,
    keyPlace,
    lanes,
    minutesAt,
    planRows,
    rowPlace,
    slotLabel,
    snap,
    stretch,
    timeText,
} from "@garage_workorder/plan/plan_rules";

describe.current.tags("headless");

/** Half past eight to half past four. */
const AXIS = [510, 990];
const SLOT = {
    day: "2031-06-11",
    from: 600,
    to: 660,
    bay: 7,
    mechanic: 3,
    conflicts: [],
};
const at = (values = {}) => ({
    slot: SLOT,
    mode: "day",
    by: "bay",
    rows: [{ id: 5 }, { id: 7 }, { id: 9 }],
    days: [{ date: "2031-06-10" }, { date: "2031-06-11" }, { date: "2031-06-12" }],
    ...values,
});

test("minutes fall on the quarters of an hour", () => {
    expect([607, 608, 615].map((minutes) => snap(minutes))).toEqual([600, 615, 615]);
    expect(snap(607, 30)).toBe(600);
});

test("minutes are read as a clock shows them", () => {
    expect([0, 545, 1440].map(timeText)).toEqual(["00:00", "09:05", "00:00"]);
});

test("hours are read without needless zeros", async () => {
    await makeMockEnv();
    expect(hoursText(2)).toBe("2 h");
    expect(hoursText(1.54)).toMatch(/^1[.,]5 h$/);
});

test("a piece of work takes its share of the axis", () => {
    expect(stretch(510, 750, AXIS)).toEqual({ left: 0, width: 50 });
    expect(stretch(750, 870, AXIS)).toEqual({ left: 50, width: 25 });
});

test("what begins early or ends late is cut at the edges", () => {
    expect(stretch(400, 750, AXIS)).toEqual({ left: 0, width: 50 });
    expect(stretch(750, 1200, AXIS)).toEqual({ left: 50, width: 50 });
    expect(stretch(1000, 1100, AXIS).width).toBe(0);
});

test("work of a minute can still be gripped", () => {
    expect(stretch(510, 511, AXIS)).toEqual(stretch(510, 525, AXIS));
});

test("a place on the axis becomes a quarter of an hour", () => {
    expect(minutesAt(0, AXIS)).toBe(510);
    expect(minutesAt(0.26, AXIS)).toBe(630);
    expect(minutesAt(1, AXIS)).toBe(990);
});

test("every hour of the axis has its mark", () => {
    const marks = hourMarks([480, 720]);
    expect(marks.map(({ minutes }) => minutes)).toEqual([480, 540, 600, 660]);
    expect(marks.map(({ left }) => left)).toEqual([0, 25, 50, 75]);
});

test("hours outside the working spans are shaded", () => {
    const spans = [
        [540, 720],
        [750, 930],
    ];
    expect(gaps(spans, AXIS)).toEqual([
        stretch(510, 540, AXIS),
        stretch(720, 750, AXIS),
        stretch(930, 990, AXIS),
    ]);
});

test("a day off is shaded whole, a full day not at all", () => {
    expect(gaps([], AXIS)).toEqual([{ left: 0, width: 100 }]);
    expect(gaps([[480, 1020]], AXIS)).toEqual([]);
});

test("spans that overlap leave no gap between them", () => {
    const spans = [
        [510, 800],
        [600, 700],
        [750, 990],
    ];
    expect(gaps(spans, AXIS)).toEqual([]);
});

test("work that overlaps stands below each other", () => {
    const slots = [
        { id: 3, from: 600, to: 660 },
        { id: 1, from: 510, to: 630 },
        { id: 2, from: 630, to: 720 },
    ];
    const found = lanes(slots).map(({ slot, lane }) => [slot.id, lane]);

    expect(found).toEqual([
        [1, 0],
        [3, 1],
        [2, 0],
    ]);
    expect(slots.map(({ id }) => id)).toEqual([3, 1, 2]);
});

test("how full a day is has a colour and words", async () => {
    await makeMockEnv();
    expect(fill(4, 8)).toEqual({ percent: 50, level: "free", text: "4 of 8 h" });
    expect(fill(7.2, 8).level).toBe("full");
    expect(fill(8.2, 8).level).toBe("full");
    expect([fill(8.5, 8).level, fill(8.5, 8).percent]).toEqual(["over", 100]);
});

test("work on a day without mechanics is too much, an empty one is free", async () => {
    await makeMockEnv();
    expect([fill(1, 0).level, fill(1, 0).percent]).toEqual(["over", 100]);
    expect([fill(0, 0).level, fill(0, 0).percent]).toEqual(["free", 0]);
});

test("a day's load adds up its own work and the hours of who is there", () => {
    const feed = {
        mechanics: [
            { id: 1, hours: { "2031-06-11": 8 } },
            { id: 2, hours: { "2031-06-12": 8 } },
        ],
        slots: [
            { day: "2031-06-11", hours: 2 },
            { day: "2031-06-11", hours: 3, carried: true },
            { day: "2031-06-12", hours: 5 },
        ],
    };
    expect(dayLoad(feed, "2031-06-11")).toEqual({ booked: 2, available: 8 });
    expect(dayLoad(feed, "2031-06-13")).toEqual({ booked: 0, available: 0 });
});

test("work without a mechanic gets a row of its own", async () => {
    await makeMockEnv();
    const feed = {
        bays: [{ id: 7, name: "Lift 1" }],
        mechanics: [{ id: 3, name: "Ali", detail: "8 h" }],
        slots: [{ mechanic: 3 }, { mechanic: false }],
    };
    expect(planRows(feed, "mechanic").map(({ id }) => id)).toEqual([3, 0]);
    expect(planRows({ ...feed, slots: [] }, "mechanic").length).toBe(1);
    expect(planRows(feed, "bay")).toEqual([{ id: 7, name: "Lift 1", detail: "" }]);
});

test("a row is a bay or a mechanic, nobody is no mechanic", () => {
    expect(rowPlace(7, "bay")).toEqual({ bay_id: 7 });
    expect(rowPlace(3, "mechanic")).toEqual({ mechanic_id: 3 });
    expect(rowPlace(0, "mechanic")).toEqual({ mechanic_id: false });
});

test("arrows move work through the day and from row to row", () => {
    expect(keyPlace("ArrowRight", false, at())).toEqual({ day: SLOT.day, from: 615 });
    expect(keyPlace("ArrowLeft", false, at())).toEqual({ day: SLOT.day, from: 585 });
    expect(keyPlace("ArrowUp", false, at())).toEqual({ bay_id: 5 });
    expect(keyPlace("ArrowDown", false, at())).toEqual({ bay_id: 9 });
});

test("arrows move work to the day before and after in a week", () => {
    const week = at({ mode: "week" });
    expect(keyPlace("ArrowRight", false, week)).toEqual({
        day: "2031-06-12",
        from: 600,
    });
    const last = at({ mode: "week", slot: { ...SLOT, day: "2031-06-12" } });
    expect(keyPlace("ArrowRight", false, last)).toBe(null);
});

test("arrows with Shift make work longer or shorter, never too short", () => {
    const place = { day: SLOT.day, from: 600 };
    expect(keyPlace("ArrowRight", true, at())).toEqual({ ...place, to: 675 });
    const short = at({ slot: { ...SLOT, to: 615 } });
    expect(keyPlace("ArrowLeft", true, short)).toEqual({ ...place, to: 615 });
});

test("other keys and the edges of the plan move nothing", () => {
    expect(keyPlace("Enter", false, at())).toBe(null);
    expect(keyPlace("ArrowDown", true, at())).toBe(null);
    const lowest = at({ slot: { ...SLOT, bay: 9 } });
    expect(keyPlace("ArrowDown", false, lowest)).toBe(null);
    const nobody = at({ by: "mechanic", slot: { ...SLOT, mechanic: false } });
    const rows = [{ id: 3 }, { id: 0 }];
    expect(keyPlace("ArrowUp", false, { ...nobody, rows })).toEqual({ mechanic_id: 3 });
});

test("where work stands now is kept to put it back", () => {
    expect(currentPlace({ ...SLOT, mechanic: undefined })).toEqual({
        day: SLOT.day,
        from: 600,
        to: 660,
        bay_id: 7,
        mechanic_id: false,
    });
});

test("a screen reader hears all about a piece of work in one sentence", () => {
    const slot = {
        ...SLOT,
        plate: "12-ABC-3",
        title: "Brakes front",
        conflicts: [{ text: "Two cars in one bay" }],
    };
    expect(slotLabel(slot, "Lift 1")).toBe(
        "10:00-11:00, 12-ABC-3, Brakes front, Lift 1, Two cars in one bay",
    );
});

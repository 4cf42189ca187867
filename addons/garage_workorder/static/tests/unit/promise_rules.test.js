import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    promiseAge,
    promiseView,
    quickPromises,
    stretchText,
} from "@garage_workorder/components/promise/promise_rules";
import { allowTranslations } from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(() => allowTranslations());

const { DateTime } = luxon;
const NOW = DateTime.fromISO("2026-03-10T14:00:00");
const at = (text) => DateTime.fromISO(text);

test("nothing promised says so", () => {
    expect(promiseAge(false, NOW)).toEqual({ level: "none", minutes: 0 });
    expect(promiseView(false, NOW).text).toBe("no time promised");
});

test("the last hour counts down", () => {
    expect(promiseView(at("2026-03-10T14:40:00"), NOW).text).toBe("in 40 min");
    expect(promiseAge(at("2026-03-10T15:00:00"), NOW).level).toBe("soon");
    expect(promiseAge(at("2026-03-10T15:01:00"), NOW).level).toBe("today");
});

test("a broken promise says how late it is", () => {
    expect(promiseView(at("2026-03-10T13:35:00"), NOW).text).toBe("late 25 min");
    expect(promiseView(at("2026-03-10T10:30:00"), NOW).text).toBe("late 3 h");
    expect(promiseView(at("2026-03-08T13:00:00"), NOW).text).toBe("late 2 d");
});

test("today and tomorrow are words, other days are dates", () => {
    expect(promiseView(at("2026-03-10T16:30:00"), NOW).text).toMatch(/^today /);
    expect(promiseView(at("2026-03-11T12:00:00"), NOW).text).toMatch(/^tomorrow /);
    expect(promiseView(at("2026-03-14T12:00:00"), NOW).text).toMatch(/^Sat, Mar 14 /);
});

test("a vehicle that is ready is not late", () => {
    const view = promiseView(at("2026-03-10T13:00:00"), NOW, true);

    expect(view.level).toBe("kept");
    expect(view.text).toMatch(/^today /);
});

test("stretches use the largest fitting unit", () => {
    expect(stretchText(59)).toBe("59 min");
    expect(stretchText(60)).toBe("1 h");
    expect(stretchText(47 * 60)).toBe("1 d");
});

test("closing time is only offered while it can be kept", () => {
    const hours = (now) =>
        quickPromises(now, 17).map((moment) => moment.toFormat("d H"));

    expect(hours(NOW)).toEqual(["10 17", "11 12", "11 17"]);
    expect(hours(at("2026-03-10T16:45:00"))).toEqual(["11 12", "11 17"]);
});

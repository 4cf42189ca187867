import { describe, expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import {
    chosenDay,
    describeChange,
    floorChart,
    formatNumber,
    revenueChart,
} from "@garage_workorder/owner_board/owner_rules";

describe.current.tags("headless");

test("today moves on, a day in the past stays", () => {
    expect(chosenDay({ is_current: true, day: "2031-06-11" })).toBe(false);
    expect(chosenDay({ is_current: false, day: "2031-06-11" })).toBe("2031-06-11");
});

test("a change says whether it is good news", () => {
    expect(describeChange("revenue", 0.254)).toEqual({ text: "+25 %", tone: "good" });
    expect(describeChange("revenue", -0.1)).toEqual({ text: "-10 %", tone: "bad" });
    expect(describeChange("declined", -0.1).tone).toBe("good");
    expect(describeChange("declined", 0.5).tone).toBe("bad");
});

test("nothing is said against nothing", () => {
    expect(describeChange("revenue", null)).toEqual({ text: "", tone: "muted" });
    expect(describeChange("revenue", 0).tone).toBe("muted");
});

test("shares and hours are read with their unit", async () => {
    await makeMockEnv();
    expect(formatNumber("percent", 0.812)).toBe("81 %");
    expect(formatNumber("hours", 5.55)).toMatch(/^5[.,][56] h$/);
    expect(formatNumber("count", 1200)).toMatch(/^1.?200$/);
});

test("last year stands before this year", () => {
    const chart = { labels: ["Mon"], now: [2], before: [1] };
    const { datasets } = revenueChart(
        chart,
        { now: "Now", before: "Then" },
        String,
    ).data;
    expect(datasets.map((set) => set.label)).toEqual(["Then", "Now"]);
});

test("the floor has one bar for each status", () => {
    const chart = { keys: ["ready"], labels: ["Ready"], now: [4] };
    expect(floorChart(chart).data.datasets[0].data).toEqual([4]);
});

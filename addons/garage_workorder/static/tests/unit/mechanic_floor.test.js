import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { applyEntries } from "@garage_workorder/mechanic/mechanic_rules";
import { Moment } from "@garage_workorder/mechanic/moment";
import { Outbox } from "@garage_workorder/mechanic/outbox";
import { fitted } from "@garage_workorder/mechanic/photo";
import { matchCode, plainCode, Wedge } from "@garage_workorder/mechanic/scan_rules";
import { promiseView } from "@garage_workorder/components/promise/promise_rules";
import { allowTranslations } from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(() => allowTranslations());

const JOB = {
    id: 1,
    name: "Brakes front",
    plate: "12-ABC-3",
    workorder: "WO/2026/00007",
    key_tag: "17",
    requests: [],
    lines: [
        { id: 10, codes: ["4006633374491", "ATE 13.0460-7184.2"], done: false },
        { id: 11, codes: [], done: false },
    ],
};

function memoryStore() {
    const rows = new Map();
    return {
        all: async () => [...rows.values()],
        put: async (row) => rows.set(row.key, row),
        remove: async (key) => rows.delete(key),
        rows,
    };
}

function outboxOf(send, answers = []) {
    return new Outbox({
        store: memoryStore(),
        send,
        onChange: () => {},
        onAnswer: (answer) => answers.push(answer),
    });
}

function fault(kind, status) {
    return Object.assign(new Error(kind), { kind, status });
}

test("a code is found as barcode, article number, plate, number and key tag", () => {
    const feed = { jobs: [JOB] };
    const parts = (code) => matchCode(feed, code).parts.map(({ line }) => line.id);
    const jobs = (code) => matchCode(feed, code).jobs.map(({ id }) => id);

    expect(parts("4006633374491")).toEqual([10]);
    expect(parts("ate 13.0460 7184.2")).toEqual([10]);
    expect(jobs("12abc3")).toEqual([1]);
    expect(jobs("wo/2026/00007")).toEqual([1]);
    expect(jobs("17")).toEqual([1]);
    expect(matchCode(feed, "  ")).toEqual({ parts: [], jobs: [] });
    expect(plainCode("wo/2026-1")).toBe("WO20261");
});

test("a hand scanner is told from a person who types", () => {
    const type = (text, gap) => {
        const wedge = new Wedge();
        let now = 0;
        return [...text, "Enter"].map((key) => wedge.push(key, (now += gap))).pop();
    };

    expect(type("4006633374491", 10)).toBe("4006633374491");
    expect(type("4006", 200)).toBe("");
    expect(type("12", 10)).toBe("");
});

test("the date of a promise needs no date library", () => {
    const now = new Moment(Date.parse("2026-03-10T14:00:00"), "en-GB");
    const view = (text) =>
        promiseView(new Moment(Date.parse(text), "en-GB"), now, false);

    expect(view("2026-03-10T14:40:00").text).toBe("in 40 min");
    expect(view("2026-03-10T16:30:00").text).toBe("today 16:30");
    expect(view("2026-03-11T10:05:00").text).toBe("tomorrow 10:05");
    expect(view("2026-03-10T13:35:00").level).toBe("late");
});

test("photos are made small, never larger", () => {
    expect(fitted(8000, 6000, 1600)).toEqual({ width: 1600, height: 1200 });
    expect(fitted(800, 600, 1600)).toEqual({ width: 800, height: 600 });
});

test("messages are read and checked vehicles are gone before the server knows", () => {
    const feed = { jobs: [], messages: [{ id: 5, read: false }], checks: [{ id: 8 }] };

    const after = applyEntries(feed, [
        { action: "read", values: { ids: [5] } },
        { action: "check_ok", values: { workorder_id: 8 } },
    ]);

    expect(after.messages).toEqual([{ id: 5, read: true }]);
    expect(after.checks).toEqual([]);
});

test("what the server refuses is kept for the person and holds nothing up", async () => {
    const sent = [];
    const outbox = outboxOf(async ({ action }) => {
        sent.push(action);
        return action === "start" ? { error: "No job" } : {};
    });

    await outbox.add("start", 1);
    await outbox.add("tick", 1);

    expect(sent).toEqual(["start", "tick"]);
    expect(outbox.entries).toEqual([]);
    expect(outbox.refused.map(({ refused }) => refused)).toEqual(["No job"]);
    await outbox.decide(outbox.refused[0], false);
    expect(outbox.store.rows.size).toBe(0);
});

test("an entry that the server fails on steps aside after three tries", async () => {
    const sent = [];
    const outbox = outboxOf(async ({ action }) => {
        if (action === "note") {
            throw fault("server", 500);
        }
        sent.push(action);
        return {};
    });

    await outbox.add("note", 1, { text: "x" });
    await outbox.add("tick", 1);
    expect(sent).toEqual([]);
    await outbox.flush();

    expect(sent).toEqual(["tick"]);
    expect(outbox.refused.map(({ values }) => values.text)).toEqual(["x"]);
});

test("what is too large is told at once and can be tried again", async () => {
    let room = false;
    const outbox = outboxOf(async () => {
        if (!room) {
            throw fault("server", 413);
        }
        return {};
    });

    await outbox.add("note", 1, { text: "x" });
    expect(outbox.refused.map(({ refused }) => refused)).toEqual(["size"]);

    room = true;
    await outbox.decide(outbox.refused[0], true);
    expect(outbox.all).toEqual([]);
});

test("logged out means waiting, not losing", async () => {
    const outbox = outboxOf(async () => {
        throw fault("session", 0);
    });

    await outbox.add("tick", 1);
    await outbox.flush();

    expect(outbox.entries.length).toBe(1);
    expect(outbox.trouble.kind).toBe("session");
});

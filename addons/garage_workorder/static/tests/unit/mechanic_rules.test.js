import { describe, expect, test } from "@odoo/hoot";
import {
    applyEntries,
    clockText,
    clockedSeconds,
    filterJobs,
    jobActions,
    runningJob,
} from "@garage_workorder/mechanic/mechanic_rules";
import { Outbox } from "@garage_workorder/mechanic/outbox";

describe.current.tags("headless");

const job = (id, values = {}) => ({
    id,
    name: `Job ${id}`,
    state: "approved",
    seconds: 0,
    since: false,
    lines: [{ id: 1, done: false }],
    requests: [],
    findings: [],
    ...values,
});
const FEED = { jobs: [job(1), job(2)] };
const entry = (action, job_id, values = {}, at = "2026-03-10T14:00:00Z") => ({
    key: `${action}${job_id}`,
    action,
    job_id,
    values,
    at,
});

function memoryStore(entries = []) {
    const rows = new Map(entries.map((row) => [row.key, row]));
    return {
        all: async () => [...rows.values()],
        put: async (row) => rows.set(row.key, row),
        remove: async (key) => rows.delete(key),
        rows,
    };
}

test("starting a job pauses the one before", () => {
    const feed = applyEntries(FEED, [
        entry("start", 1, {}, "2026-03-10T14:00:00Z"),
        entry("start", 2, {}, "2026-03-10T14:10:00Z"),
    ]);

    expect(runningJob(feed).id).toBe(2);
    expect(feed.jobs[0].state).toBe("paused");
    expect(feed.jobs[0].seconds).toBe(600);
});

test("the clock counts what was clocked and what is running", () => {
    const now = Date.parse("2026-03-10T14:01:05Z");
    const running = job(1, { seconds: 60, since: "2026-03-10T14:00:00Z" });

    expect(clockedSeconds(running, now)).toBe(125);
    expect(clockText(125)).toBe("2:05");
    expect(clockText(3729)).toBe("1:02:09");
});

test("ticks, requests and findings show before the server has them", () => {
    const feed = applyEntries(FEED, [
        entry("tick", 1, { line_id: 1, done: true }),
        entry("request", 1, { text: "hose" }),
        entry("finding", 1, { text: "worn", severity: "red" }),
    ]);

    expect(feed.jobs[0].lines[0].done).toBe(true);
    expect(feed.jobs[0].requests[0].text).toBe("hose");
    expect(feed.jobs[0].findings[0].severity).toBe("red");
    expect(FEED.jobs[0].lines[0].done).toBe(false);
});

test("only approved work can be started", () => {
    expect(jobActions(job(1, { state: "draft" }))).toEqual([]);
    expect(jobActions(job(1, { state: "approved" }))).toEqual(["start"]);
    expect(jobActions(job(1, { since: "2026-03-10T14:00:00Z" }))).toEqual([
        "pause",
        "finish",
    ]);
});

test("a plate is found in any spelling", () => {
    const jobs = [job(1, { plate: "12-ABC-3" }), job(2, { plate: "K-AB 123" })];

    expect(filterJobs(jobs, "12abc").map(({ id }) => id)).toEqual([1]);
    expect(filterJobs(jobs, "kab1").map(({ id }) => id)).toEqual([2]);
});

test("without network entries are kept and sent once, in order, later", async () => {
    const sent = [];
    let online = false;
    const store = memoryStore();
    const outbox = new Outbox({
        store,
        send: async ({ action }) => {
            if (!online) {
                throw new Error("no network");
            }
            sent.push(action);
            return {};
        },
        onChange: () => {},
        onAnswer: () => {},
    });

    await outbox.add("start", 1);
    await outbox.add("pause", 1);
    expect(outbox.trouble.message).toBe("no network");
    expect(store.rows.size).toBe(2);

    online = true;
    await Promise.all([outbox.flush(), outbox.flush()]);
    expect(sent).toEqual(["start", "pause"]);
    expect(store.rows.size).toBe(0);
    expect(outbox.trouble).toBe(null);
});

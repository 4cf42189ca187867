/**
 * What the mechanic's screen shows. Pure: the feed and the clock are passed in.
 *
 * Everything entered on the phone is an entry {key, action, job_id, values, at}. Until
 * the server has it, the entry is applied to the last feed, so that the screen is right
 * with and without network.
 */

function withJob(feed, jobId, change) {
    return {
        ...feed,
        jobs: feed.jobs.map((job) =>
            job.id === jobId ? { ...job, ...change(job) } : job,
        ),
    };
}

/** Seconds clocked on a job, the running stretch included. */
export function clockedSeconds(job, now) {
    const running = job.since ? Math.max(0, (now - Date.parse(job.since)) / 1000) : 0;
    return Math.floor(job.seconds + running);
}

function stopClock(feed, at) {
    return {
        ...feed,
        jobs: feed.jobs.map((job) =>
            job.since
                ? {
                      ...job,
                      state: "paused",
                      seconds: clockedSeconds(job, Date.parse(at)),
                      since: false,
                  }
                : job,
        ),
    };
}

function withoutCheck(feed, workorderId) {
    return {
        ...feed,
        checks: (feed.checks || []).filter(({ id }) => id !== workorderId),
    };
}

/** What each action changes on the screen before the server has it. */
export const APPLY = {
    start: (feed, { job_id, at }) =>
        withJob(stopClock(feed, at), job_id, () => ({
            state: "in_progress",
            since: at,
            mine: true,
        })),
    pause: (feed, { job_id, at }) =>
        withJob(feed, job_id, (job) => ({
            state: "paused",
            seconds: clockedSeconds(job, Date.parse(at)),
            since: false,
        })),
    finish: (feed, { job_id, at }) =>
        withJob(feed, job_id, (job) => ({
            state: "done",
            seconds: clockedSeconds(job, Date.parse(at)),
            since: false,
        })),
    tick: (feed, { job_id, values }) =>
        withJob(feed, job_id, (job) => ({
            lines: job.lines.map((line) =>
                line.id === values.line_id ? { ...line, done: values.done } : line,
            ),
        })),
    request: (feed, { job_id, values, key }) =>
        withJob(feed, job_id, (job) => ({
            requests: [...job.requests, { id: key, text: values.text, state: "asked" }],
        })),
    finding: (feed, { job_id, values, key, files }) =>
        withJob(feed, job_id, (job) => ({
            findings: [
                ...job.findings,
                {
                    id: key,
                    text: values.text,
                    severity: values.severity,
                    files: files?.length || 0,
                },
            ],
        })),
    read: (feed, { values }) => ({
        ...feed,
        messages: (feed.messages || []).map((message) =>
            values.ids.includes(message.id) ? { ...message, read: true } : message,
        ),
    }),
    check_ok: (feed, { values }) => withoutCheck(feed, values.workorder_id),
    check_back: (feed, { values }) => withoutCheck(feed, values.workorder_id),
    note: (feed, { job_id, values, key, files }) =>
        withJob(feed, job_id, (job) => ({
            notes: [
                ...(job.notes || []),
                { id: key, text: values.text, files: files?.length || 0 },
            ],
        })),
};

/** The feed as it will be once the entries have reached the server. */
export function applyEntries(feed, entries, changes = APPLY) {
    return entries.reduce((after, entry) => {
        const apply = changes[entry.action];
        return apply ? apply(after, entry) : after;
    }, feed);
}

/** The one job on the clock, or null. */
export function runningJob(feed) {
    return feed.jobs.find((job) => job.since) || null;
}

/** "0:07", "1:02:09": seconds as a clock. */
export function clockText(seconds) {
    const pad = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor((seconds % 3600) / 60);
    const rest = pad(seconds % 60);
    return hours ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** The buttons that a job offers now, most important last (next to the thumb). */
export function jobActions(job) {
    if (job.since) {
        return ["pause", "finish"];
    }
    const offers = {
        approved: ["start"],
        in_progress: ["start"],
        paused: ["finish", "start"],
    };
    return offers[job.state] || [];
}

/** Jobs in the order of work: on the clock, paused, to do, waiting, done. */
export function sortJobs(jobs) {
    const rank = { in_progress: 0, paused: 1, approved: 2, draft: 3, done: 5 };
    const rankOf = (job) => (job.since ? -1 : (rank[job.state] ?? 4));
    return [...jobs].sort(
        (a, b) =>
            rankOf(a) - rankOf(b) ||
            (a.promised_at || "9").localeCompare(b.promised_at || "9"),
    );
}

/** Jobs whose plate, number, vehicle or name has the text, spelled in any way. */
export function filterJobs(jobs, text) {
    const plain = (value) => (value || "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    const wanted = plain(text);
    return jobs.filter((job) =>
        [job.plate, job.workorder, job.vehicle, job.name].some((value) =>
            plain(value).includes(wanted),
        ),
    );
}

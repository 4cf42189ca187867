/**
 * What a scanned or typed code means on the phone's own list. Pure.
 */

/** Keys of a hand scanner come faster than anybody types, in milliseconds. */
const BURST = 80;
const SHORTEST = 3;

export function plainCode(code) {
    return (code || "").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * Parts and jobs of the list with this code.
 *
 * @param {Object} feed
 * @param {string} code barcode, article number, plate, work order or key tag
 * @returns {{parts: {job, line}[], jobs: Object[]}}
 */
export function matchCode(feed, code) {
    const wanted = plainCode(code);
    if (!wanted) {
        return { parts: [], jobs: [] };
    }
    const parts = feed.jobs.flatMap((job) =>
        job.lines
            .filter(({ codes = [] }) => codes.some((one) => plainCode(one) === wanted))
            .map((line) => ({ job, line })),
    );
    const jobs = feed.jobs.filter((job) =>
        [job.plate, job.workorder, job.key_tag].some(
            (value) => plainCode(value) === wanted,
        ),
    );
    return { parts, jobs };
}

/** Tells a burst of keys from typing; `push` returns the code that Enter ends. */
export class Wedge {
    constructor() {
        this.keys = "";
        this.last = 0;
    }

    push(key, now) {
        const quick = now - this.last < BURST;
        this.last = now;
        if (key === "Enter" || key === "Tab") {
            const code = quick && this.keys.length >= SHORTEST ? this.keys : "";
            this.keys = "";
            return code;
        }
        if (key.length === 1) {
            this.keys = quick ? this.keys + key : key;
        }
        return "";
    }
}

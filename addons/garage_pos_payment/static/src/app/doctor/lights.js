/** What a line of round trips is worth: the limits of the network doctor. */
export const GREEN_MS = 200;
export const AMBER_MS = 1200;
export const AMBER_LOSS = 2;
const KEPT = 60;

/** Keep the newest samples; a sample is milliseconds, or null when no answer came. */
export function keep(samples, sample) {
    return [...samples, sample].slice(-KEPT);
}

/**
 * Sum up samples.
 *
 * @returns {{level: "none"|"green"|"amber"|"red", ms: number, worst: number,
 *     loss: number}} milliseconds (middle and longest) and loss in percent
 */
export function judge(samples) {
    if (!samples.length) {
        return { level: "none", ms: 0, worst: 0, loss: 0 };
    }
    const answered = samples.filter((ms) => ms !== null).sort((a, b) => a - b);
    const loss = (100 * (samples.length - answered.length)) / samples.length;
    if (!answered.length) {
        return { level: "red", ms: 0, worst: 0, loss };
    }
    const ms = answered[Math.floor(answered.length / 2)];
    return { level: levelOf(ms, loss), ms, worst: answered.at(-1), loss };
}

function levelOf(ms, loss) {
    if (loss === 0 && ms < GREEN_MS) {
        return "green";
    }
    return loss < AMBER_LOSS && ms <= AMBER_MS ? "amber" : "red";
}

/**
 * Name the likely culprit when the lines to server and box are not well.
 *
 * @returns {""|"wifi"|"server"|"box"|"internet"}
 */
export function culprit(server, box) {
    const bad = (line) => ["amber", "red"].includes(line.level);
    if (bad(server) && bad(box)) {
        return "wifi";
    }
    if (bad(box)) {
        return box.level === "red" ? "box" : "wifi";
    }
    if (bad(server)) {
        return server.loss === 100 ? "internet" : "server";
    }
    return "";
}

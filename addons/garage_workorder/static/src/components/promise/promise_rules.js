/**
 * A promised time in words that age. Pure: the clock is passed in.
 */
import { _t } from "@web/core/l10n/translation";

/** "16:30", as luxon's TIME_SIMPLE; the mechanic's page has no luxon. */
const TIME = { hour: "numeric", minute: "2-digit" };
const DAY_OF_MONTH = { weekday: "short", day: "numeric", month: "short" };

const HOUR = 60;
const DAY = 24 * HOUR;
/** Minutes before the promise from which it counts down. */
export const SOON = 60;

/**
 * How a promise stands at a moment.
 *
 * @param {luxon.DateTime|Moment|false} promised
 * @param {luxon.DateTime|Moment} now
 * @param {boolean} kept the vehicle is ready or gone: the promise no longer ages
 * @returns {{level: string, minutes: number}} minutes until the promise, negative
 *  when late; level is none, kept, late, soon, today or later
 */
export function promiseAge(promised, now, kept = false) {
    if (!promised) {
        return { level: "none", minutes: 0 };
    }
    const minutes = Math.round(promised.diff(now, "minutes").minutes);
    if (kept) {
        return { level: "kept", minutes };
    }
    if (minutes < 0) {
        return { level: "late", minutes };
    }
    if (minutes <= SOON) {
        return { level: "soon", minutes };
    }
    return { level: promised.hasSame(now, "day") ? "today" : "later", minutes };
}

/** A stretch of minutes in its largest fitting unit: "25 min", "3 h", "2 d". */
export function stretchText(minutes) {
    if (minutes < HOUR) {
        return _t("%(count)s min", { count: minutes }).toString();
    }
    if (minutes < DAY) {
        return _t("%(count)s h", { count: Math.floor(minutes / HOUR) }).toString();
    }
    return _t("%(count)s d", { count: Math.floor(minutes / DAY) }).toString();
}

/** The day in words: "today", "tomorrow", else "Tue 24 Nov". */
export function dayText(moment, now) {
    if (moment.hasSame(now, "day")) {
        return _t("today").toString();
    }
    if (moment.hasSame(now.plus({ days: 1 }), "day")) {
        return _t("tomorrow").toString();
    }
    if (moment.hasSame(now.minus({ days: 1 }), "day")) {
        return _t("yesterday").toString();
    }
    return moment.toLocaleString(DAY_OF_MONTH);
}

/** "today 16:30" */
export function momentText(moment, now) {
    const time = moment.toLocaleString(TIME);
    return `${dayText(moment, now)} ${time}`;
}

function promiseText(level, minutes, promised, now) {
    if (level === "none") {
        return _t("no time promised").toString();
    }
    if (level === "late") {
        return _t("late %(stretch)s", { stretch: stretchText(-minutes) }).toString();
    }
    if (level === "soon") {
        return _t("in %(stretch)s", { stretch: stretchText(minutes) }).toString();
    }
    return momentText(promised, now);
}

/** The words and the sign of a promise. */
export function promiseView(promised, now, kept = false) {
    const { level, minutes } = promiseAge(promised, now, kept);
    const icon = { late: "fa-bell", kept: "fa-check" }[level] || "fa-clock-o";
    return { level, icon, text: promiseText(level, minutes, promised, now) };
}

/**
 * The times customers are usually promised: today at closing time (while that can
 * still be kept), tomorrow noon, tomorrow at closing time.
 *
 * @param {luxon.DateTime} now
 * @param {number} closingHour
 */
export function quickPromises(now, closingHour = 17) {
    const at = (day, hour) => day.set({ hour, minute: 0, second: 0, millisecond: 0 });
    const tomorrow = now.plus({ days: 1 });
    const closing = at(now, closingHour);
    const first = closing > now.plus({ minutes: 30 }) ? closing : null;
    return [first, at(tomorrow, 12), at(tomorrow, closingHour)].filter(Boolean);
}

/**
 * Where things stand on the plan. Pure: minutes after midnight in, places out.
 */
import { _t } from "@web/core/l10n/translation";

/** Work is moved and resized on this grid, in minutes. */
export const STEP = 15;
/** The shortest piece of work that can be drawn and gripped, in minutes. */
export const SHORTEST = 15;

export function snap(minutes, step = STEP) {
    return Math.round(minutes / step) * step;
}

/** "09:30", as on the server's texts and on the wall of the workshop. */
export function timeText(minutes) {
    const [hour, minute] = [Math.floor(minutes / 60) % 24, minutes % 60];
    return [hour, minute].map((part) => String(part).padStart(2, "0")).join(":");
}

/** "1.5 h", without needless zeros. */
export function hoursText(hours) {
    return _t("%(hours)s h", {
        hours: Number(hours.toFixed(1)).toLocaleString(),
    }).toString();
}

/** Share of the axis that a stretch takes: {left, width} in percent. */
export function stretch(from, to, axis) {
    const length = axis[1] - axis[0];
    const left = Math.max(from, axis[0]);
    const right = Math.min(Math.max(to, left + SHORTEST), axis[1]);
    return {
        left: ((left - axis[0]) / length) * 100,
        width: Math.max(((right - left) / length) * 100, 0),
    };
}

/** Minutes after midnight of a place on the axis, from 0 to 1. */
export function minutesAt(share, axis) {
    return snap(axis[0] + share * (axis[1] - axis[0]));
}

/** The full hours of an axis with their places. */
export function hourMarks(axis) {
    const marks = [];
    for (let minutes = axis[0]; minutes < axis[1]; minutes += 60) {
        marks.push({ minutes, left: stretch(minutes, minutes, axis).left });
    }
    return marks;
}

/** Stretches of the axis outside the working spans, to be shaded. */
export function gaps(spans, axis) {
    const found = [];
    let from = axis[0];
    for (const [start, stop] of spans) {
        if (start > from) {
            found.push(stretch(from, start, axis));
        }
        from = Math.max(from, stop);
    }
    if (from < axis[1]) {
        found.push(stretch(from, axis[1], axis));
    }
    return found;
}

/**
 * Put pieces of work that overlap below each other.
 *
 * @param {{from: number, to: number}[]} slots of one row and day
 * @returns {{slot: Object, lane: number}[]}
 */
export function lanes(slots) {
    const ends = [];
    return [...slots]
        .sort((a, b) => a.from - b.from || a.to - b.to)
        .map((slot) => {
            let lane = ends.findIndex((end) => end <= slot.from);
            lane = lane < 0 ? ends.length : lane;
            ends[lane] = slot.to;
            return { slot, lane };
        });
}

/** How full a day is: percent of the bar, a level for the colour, and words. */
export function fill(booked, available) {
    const share = available ? booked / available : booked ? 2 : 0;
    const level = share > 1.03 ? "over" : share >= 0.9 ? "full" : "free";
    return {
        percent: Math.min(share * 100, 100),
        level,
        text: _t("%(booked)s of %(hours)s h", {
            booked: Number(booked.toFixed(1)).toLocaleString(),
            hours: Number(available.toFixed(1)).toLocaleString(),
        }).toString(),
    };
}

/** Hours planned and there on a day over all mechanics. */
export function dayLoad(feed, day) {
    const available = feed.mechanics.reduce(
        (sum, row) => sum + (row.hours[day] || 0),
        0,
    );
    const booked = feed.slots
        .filter((slot) => slot.day === day && !slot.carried)
        .reduce((sum, slot) => sum + slot.hours, 0);
    return { booked, available };
}

/** The key of a slot's row in the chosen grouping. */
export function rowOf(slot, by) {
    return (by === "bay" ? slot.bay : slot.mechanic) || 0;
}

/** Rows of the plan; work without a mechanic gets a row of its own. */
export function planRows(feed, by) {
    const rows = by === "bay" ? feed.bays : feed.mechanics;
    const shown = rows.map((row) => ({ ...row, detail: row.detail || "" }));
    if (by === "mechanic" && feed.slots.some((slot) => !slot.mechanic)) {
        shown.push({ id: 0, name: _t("No mechanic yet").toString(), detail: "" });
    }
    return shown;
}

/** The place that a row stands for, as the server wants it. */
export function rowPlace(rowId, by) {
    return by === "bay" ? { bay_id: rowId } : { mechanic_id: rowId || false };
}

/**
 * What an arrow key does to a piece of work, or null.
 *
 * @param {string} key
 * @param {boolean} resize Shift is held
 * @param {{slot: Object, mode: string, by: string, rows: Object[], days: Object[]}} at
 */
export function keyPlace(key, resize, { slot, mode, by, rows, days }) {
    const sign = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (sign && resize) {
        const to = Math.max(slot.to + sign * STEP, slot.from + SHORTEST);
        return { day: slot.day, from: slot.from, to };
    }
    if (sign && mode === "day") {
        return { day: slot.day, from: slot.from + sign * STEP };
    }
    if (sign) {
        const at = days.findIndex((day) => day.date === slot.day) + sign;
        return days[at] ? { day: days[at].date, from: slot.from } : null;
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (!step || resize) {
        return null;
    }
    const at = rows.findIndex((row) => row.id === rowOf(slot, by)) + step;
    return rows[at] ? rowPlace(rows[at].id, by) : null;
}

/** Where a piece of work stands now, to put it back there. */
export function currentPlace(slot) {
    return {
        day: slot.day,
        from: slot.from,
        to: slot.to,
        bay_id: slot.bay,
        mechanic_id: slot.mechanic || false,
    };
}

/** Everything about a piece of work in one sentence, for screen readers. */
export function slotLabel(slot, bayName) {
    return [
        `${timeText(slot.from)}-${timeText(slot.to)}`,
        slot.plate || slot.name,
        slot.customer,
        slot.title,
        bayName,
        slot.mechanic_name,
        ...slot.conflicts.map((conflict) => conflict.text),
    ]
        .filter(Boolean)
        .join(", ");
}

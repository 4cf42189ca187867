/**
 * The few things that a promise asks of a date, on the browser's own Date: the page
 * does without the date library of the back office (136 kB).
 */
import { page } from "./page";

const UNITS = { minutes: 60000 };

export class Moment {
    constructor(milliseconds, lang) {
        this.milliseconds = milliseconds;
        this.lang = lang || page.lang;
    }

    static now() {
        return new Moment(Date.now());
    }

    static fromISO(text) {
        return new Moment(Date.parse(text));
    }

    get date() {
        return new Date(this.milliseconds);
    }

    diff(other, unit) {
        return { [unit]: (this.milliseconds - other.milliseconds) / UNITS[unit] };
    }

    plus({ days = 0 }) {
        const date = this.date;
        date.setDate(date.getDate() + days);
        return new Moment(date.getTime(), this.lang);
    }

    minus({ days = 0 }) {
        return this.plus({ days: -days });
    }

    hasSame(other) {
        return this.date.toDateString() === other.date.toDateString();
    }

    toLocaleString(options) {
        return this.date.toLocaleString(this.lang, options);
    }
}

/** "14:05" of a moment in ISO form, empty without one. */
export function timeText(iso) {
    const options = { hour: "numeric", minute: "2-digit" };
    return iso ? Moment.fromISO(iso).toLocaleString(options) : "";
}

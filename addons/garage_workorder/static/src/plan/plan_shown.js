import { Component } from "@odoo/owl";
import {
    dayLoad,
    fill,
    gaps,
    hourMarks,
    hoursText,
    lanes,
    planRows,
    rowOf,
    slotLabel,
    stretch,
    timeText,
} from "./plan_rules";

const LANE_HEIGHT = 58;

/** What the plan shows of its feed; how it is moved is in the class that extends it. */
export class PlanShown extends Component {
    get feed() {
        return this.data.feed;
    }

    get days() {
        return this.feed.days;
    }

    get isDay() {
        return this.screen.isSmall || this.ui.mode === "day";
    }

    get rows() {
        return planRows(this.feed, this.ui.by);
    }

    get title() {
        const days = this.days;
        return days.length === 1
            ? days[0].long
            : `${days[0].label} – ${days.at(-1).label}`;
    }

    get selected() {
        return this.feed.slots.find((slot) => slot.id === this.ui.selected);
    }

    get unplanned() {
        const words = this.ui.text.toLowerCase().replace(/[\s-]/g, "");
        return this.feed.unplanned.filter((order) =>
            [order.plate, order.name, order.customer, order.title]
                .join(" ")
                .toLowerCase()
                .replace(/[\s-]/g, "")
                .includes(words),
        );
    }

    get warnings() {
        return this.feed.slots.filter((slot) => slot.conflicts.length);
    }

    slotsOf(row, day) {
        return this.feed.slots.filter(
            (slot) => slot.day === day && rowOf(slot, this.ui.by) === row.id,
        );
    }

    lanesOf(row) {
        return lanes(this.slotsOf(row, this.days[0].date));
    }

    rowHeight(row) {
        const count = Math.max(...this.lanesOf(row).map(({ lane }) => lane + 1), 1);
        return count * LANE_HEIGHT + 8;
    }

    slotStyle({ slot, lane }) {
        const { left, width } = stretch(slot.from, slot.to, this.feed.axis);
        return `left:${left}%;width:${width}%;top:${lane * LANE_HEIGHT + 4}px`;
    }

    ghostStyle(row, day) {
        const place = this.ui.drag?.place;
        if (!place || place.row !== row.id || place.day !== day) {
            return "";
        }
        const { left, width } = stretch(place.from, place.to, this.feed.axis);
        return `left:${left}%;width:${width}%`;
    }

    gapsOf(row) {
        const day = this.days[0];
        const spans = row.spans ? row.spans[day.date] || [] : day.spans;
        return gaps(spans, this.feed.axis).map(
            ({ left, width }) => `left:${left}%;width:${width}%`,
        );
    }

    get marks() {
        return hourMarks(this.feed.axis);
    }

    get nowStyle() {
        const { axis, now, today } = this.feed;
        const shown = this.days[0].date === today && now >= axis[0] && now <= axis[1];
        return shown ? `left:${stretch(now, now, axis).left}%` : "";
    }

    dayFill(day) {
        const { booked, available } = dayLoad(this.feed, day.date);
        return fill(booked, available);
    }

    /** Hours of a mechanic on a day; bays have no hours of their own. */
    rowFill(row, day) {
        if (!row.hours) {
            return null;
        }
        return fill(row.booked[day.date] || 0, row.hours[day.date] || 0);
    }

    isAway(row, day) {
        return Boolean(row.hours) && !day.closed && !row.hours[day.date];
    }

    slotClass(slot) {
        return {
            o_garage_slot_bad: slot.conflicts.length,
            o_garage_slot_carried: slot.carried,
            o_garage_slot_on: slot.id === this.ui.selected,
            o_garage_slot_done: ["ready", "handed_over"].includes(slot.state),
            o_garage_slot_work: slot.state === "in_progress",
            o_garage_slot_dragged: this.ui.drag?.item.id === slot.id,
        };
    }

    bayName(slot) {
        return this.feed.bays.find((bay) => bay.id === slot.bay)?.name || "";
    }

    label(slot) {
        return slotLabel(slot, this.bayName(slot));
    }

    time(minutes) {
        return timeText(minutes);
    }

    hours(value) {
        return hoursText(value);
    }
}

import { onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { usePlanDrag } from "./plan_drag";
import { currentPlace, keyPlace, rowPlace } from "./plan_rules";
import { PlanShown } from "./plan_shown";

const { DateTime } = luxon;
const GATHER_MS = 500;
/** How long "Put it back" can be pressed. */
const NOTE_MS = 10000;
const SETTINGS = "garage_plan";

function keptSettings() {
    try {
        return JSON.parse(localStorage.getItem(SETTINGS)) || {};
    } catch {
        return {};
    }
}

/** The workshop plan: who works on what, where and when; drag, keys or one click. */
export class PlanView extends PlanShown {
    static template = "garage_workorder.Plan";
    static components = { Plate };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.screen = useState(useService("ui"));
        this.root = useRef("root");
        const { params = {} } = this.props.action;
        const kept = keptSettings();
        this.ui = useState({
            day: params.day || false,
            mode: params.day ? "day" : kept.mode || "day",
            by: kept.by || "bay",
            selected: null,
            order: params.workorder_id || null,
            drag: null,
            text: "",
            busy: false,
        });
        this.data = useState({ feed: null });
        usePlanDrag(this.root, this.ui, {
            getItem: (kind, id) => this.getItem(kind, id),
            getAxis: () => this.feed.axis,
            onDrop: (drag) => this.onDrop(drag),
        });
        this.listenToBus();
        onWillStart(() => this.load());
    }

    listenToBus() {
        const bus = useService("bus_service");
        const reload = debounce(() => !this.ui.drag && this.load(), GATHER_MS);
        bus.subscribe("garage_workorder", reload);
        onWillUnmount(() => {
            bus.unsubscribe("garage_workorder", reload);
            reload.cancel();
        });
    }

    async load() {
        const mode = this.screen.isSmall ? "day" : this.ui.mode;
        const day = this.ui.day;
        const feed = await this.orm.call("garage.slot", "get_plan", [day, mode]);
        if (day !== this.ui.day) {
            return; // the person went on to another day, whose plan is on its way
        }
        this.data.feed = feed;
        this.ui.day = this.ui.day || feed.day;
    }

    /** Whether another day is on its way: what is shown is not what the title says. */
    get isTurning() {
        return Boolean(this.data.feed) && this.data.feed.day !== this.ui.day;
    }

    // ----------------------------------------------------------------------- moving about

    keep(values) {
        Object.assign(this.ui, values);
        const { mode, by } = this.ui;
        localStorage.setItem(SETTINGS, JSON.stringify({ mode, by }));
    }

    async setMode(mode) {
        this.keep({ mode });
        await this.load();
    }

    setBy(by) {
        this.keep({ by });
    }

    async go(steps) {
        const unit = this.isDay ? "days" : "weeks";
        let day = DateTime.fromISO(this.ui.day).plus({ [unit]: steps });
        if (this.isDay && day.weekday > 5 && Math.abs(steps) === 1) {
            day = day.plus({ days: steps > 0 ? 8 - day.weekday : 5 - day.weekday });
        }
        await this.goTo(day.toISODate());
    }

    async goTo(day, mode = this.ui.mode) {
        Object.assign(this.ui, { day, mode, selected: null });
        await this.load();
    }

    select(slot) {
        this.ui.selected = this.ui.selected === slot.id ? null : slot.id;
    }

    async showWarning(slot) {
        if (!this.isDay) {
            this.ui.mode = "day";
            this.ui.day = slot.day;
            await this.load();
        }
        this.ui.selected = slot.id;
    }

    openWorkorder(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "garage.workorder",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    // ---------------------------------------------------------------------------- planning

    getItem(kind, id) {
        if (!this.feed?.can_plan || this.screen.isSmall) {
            return null;
        }
        if (kind === "order") {
            return this.feed.unplanned.find((order) => order.id === id);
        }
        const slot = this.feed.slots.find((found) => found.id === id);
        return slot && !slot.carried ? slot : null;
    }

    async onDrop({ kind, item, place }) {
        const row = rowPlace(place.row, this.ui.by);
        if (kind === "order") {
            const { day, from } = place;
            const at = from === undefined ? { day } : { day, from };
            await this.place("plan_workorder", [item.id, { ...at, ...row }]);
        } else if (kind === "edge") {
            await this.move(item, { day: item.day, from: item.from, to: place.to });
        } else {
            const from = place.from === undefined ? item.from : place.from;
            await this.move(item, { day: place.day, from, ...row });
        }
    }

    async move(slot, place) {
        const before = currentPlace(slot);
        await this.run("move_slot", [slot.id, place], () =>
            this.run("move_slot", [slot.id, before]),
        );
    }

    /** Place what had no place yet; undone, it waits at the side again. */
    async place(method, args) {
        await this.run(method, args, ({ slots, jobs }) =>
            this.run("put_back", [slots, jobs]),
        );
    }

    async planNext(order) {
        await this.place("plan_next_free", [order.id]);
    }

    async unplan(slot) {
        this.ui.selected = null;
        await this.run("unplan", [slot.id]);
    }

    async carryOver() {
        await this.run("carry_over", [this.ui.day]);
    }

    /** Do something on the server, tell in words what is wrong with it, show it. */
    async run(method, args, undo) {
        if (this.ui.busy) {
            return;
        }
        this.ui.busy = true;
        try {
            const answer = await this.orm.call("garage.slot", method, args);
            this.tell(answer, undo);
        } finally {
            this.ui.busy = false;
            await this.load();
        }
    }

    tell(answer, undo) {
        const { conflicts = [], message, placed, day } = answer;
        if (message) {
            this.notification.add(message, { type: "info" });
        }
        if (day && this.isDay && day !== this.ui.day) {
            this.ui.day = day;
        }
        if (conflicts.length) {
            const title = _t("Planned, but look");
            this.note(conflicts.join("\n"), { title, type: "warning" }, answer, undo);
        } else if (placed) {
            this.note(placed, { title: _t("Planned"), type: "success" }, answer, undo);
        }
    }

    /** A note that stays long enough to put back what it tells. */
    note(text, options, answer, undo) {
        const close = this.notification.add(text, {
            ...options,
            autocloseDelay: NOTE_MS,
            className: "o_garage_plan_note",
            buttons: undo
                ? [
                      {
                          name: _t("Put it back"),
                          onClick: () => {
                              close();
                              undo(answer);
                          },
                      },
                  ]
                : [],
        });
    }

    async onSlotKey(ev, slot) {
        if (ev.key === "Enter" || ev.key === " ") {
            ev.preventDefault();
            return ev.key === "Enter" && this.ui.selected === slot.id
                ? this.openWorkorder(slot.workorder)
                : this.select(slot);
        }
        if (!this.feed.can_plan || slot.carried) {
            return;
        }
        if (ev.key === "Delete") {
            return this.unplan(slot);
        }
        const { mode, by } = { mode: this.isDay ? "day" : "week", by: this.ui.by };
        const at = { slot, mode, by, rows: this.rows, days: this.days };
        const place = keyPlace(ev.key, ev.shiftKey, at);
        if (place) {
            ev.preventDefault();
            await this.move(slot, place);
            this.root.el
                ?.querySelector(`[data-drag="slot"][data-id="${slot.id}"]`)
                ?.focus();
        }
    }

    async onPlaceChange(ev, field) {
        const value = Number(ev.target.value) || false;
        await this.move(this.selected, { [field]: value });
    }
}

registry.category("actions").add("garage_workorder.plan", PlanView);

import { onWillUnmount, useExternalListener, useState, useSubEnv } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { debounce } from "@web/core/utils/timing";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { KanbanRecord } from "@web/views/kanban/kanban_record";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { openIntake } from "../intake/intake_actions";
import { BoardModel } from "./board_hold";

const FLASH_MS = 2500;
const GATHER_MS = 400;

/** A card that lights up for a moment when its work order has changed. */
export class BoardRecord extends KanbanRecord {
    setup() {
        super.setup();
        this.flash = useState(this.env.boardFlash);
    }

    getRecordClasses() {
        const classes = super.getRecordClasses();
        const changed = this.flash[this.props.record.resId];
        return changed ? `${classes} o_garage_flash` : classes;
    }
}

export class BoardRenderer extends KanbanRenderer {
    static components = { ...KanbanRenderer.components, KanbanRecord: BoardRecord };

    setup() {
        super.setup();
        // a card is held from the moment it is pressed: it must not be replaced before
        // it has been moved far enough to count as dragged
        this.pressed = null;
        const early = { capture: true };
        useExternalListener(window, "pointerdown", (ev) => this.press(ev), early);
        useExternalListener(window, "pointerup", () => this.letGo(), early);
        useExternalListener(window, "pointercancel", () => this.letGo(), early);
        onWillUnmount(() => this.letGo());
    }

    press(ev) {
        if (!this.pressed && ev.target.closest?.(".o_kanban_record")) {
            this.pressed = this.hold;
            this.pressed.take();
        }
    }

    letGo() {
        this.pressed?.release();
        this.pressed = null;
    }

    get hold() {
        return this.props.list.model.hold;
    }

    sortStart(params) {
        this.hold.take();
        super.sortStart(params);
    }

    sortStop(params) {
        super.sortStop(params);
        this.hold.release();
    }

    async sortRecordDrop() {
        this.hold.take();
        try {
            await super.sortRecordDrop(...arguments);
        } finally {
            this.hold.release();
        }
    }
}

/** The board of work orders: live by bus, without moving what the eye is on. */
export class BoardController extends KanbanController {
    setup() {
        super.setup();
        this.flash = useState({});
        useSubEnv({ boardFlash: this.flash });
        this.changed = new Set();
        this.timers = new Set();
        const bus = useService("bus_service");
        const onChange = ({ ids }) => this.onChange(ids);
        this.reload = debounce(() => this.reloadCards(), GATHER_MS);
        bus.subscribe("garage_workorder", onChange);
        onWillUnmount(() => {
            bus.unsubscribe("garage_workorder", onChange);
            this.reload.cancel();
            this.timers.forEach(clearTimeout);
        });
    }

    onChange(ids) {
        ids.forEach((id) => this.changed.add(id));
        this.reload();
    }

    async reloadCards() {
        const ids = [...this.changed];
        this.changed.clear();
        await this.model.load();
        const places = this.keepPlaces();
        requestAnimationFrame(() => this.restorePlaces(places));
        this.flashCards(ids);
    }

    /** Where the board and its columns are scrolled to. */
    keepPlaces() {
        const selector = ".o_content, .o_renderer, .o_kanban_group";
        return [...this.rootRef.el.querySelectorAll(selector)].map((el) => [
            el.scrollLeft,
            el.scrollTop,
        ]);
    }

    restorePlaces(places) {
        const selector = ".o_content, .o_renderer, .o_kanban_group";
        [...(this.rootRef.el?.querySelectorAll(selector) || [])].forEach(
            (el, index) => {
                [el.scrollLeft, el.scrollTop] = places[index] || [0, 0];
            },
        );
    }

    flashCards(ids) {
        ids.forEach((id) => (this.flash[id] = true));
        const timer = setTimeout(() => {
            this.timers.delete(timer);
            ids.forEach((id) => delete this.flash[id]);
        }, FLASH_MS);
        this.timers.add(timer);
    }

    /** A new work order begins with the plate, not with an empty form. */
    async createRecord() {
        await openIntake(this.env);
    }
}

export const boardView = {
    ...kanbanView,
    Controller: BoardController,
    Model: BoardModel,
    Renderer: BoardRenderer,
};

registry.category("views").add("garage_workorder_board", boardView);

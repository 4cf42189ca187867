import { useEffect } from "@odoo/owl";
import { SHORTEST, minutesAt, snap } from "./plan_rules";

/** Movement in pixels from which a press is a drag and no click. */
const THRESHOLD = 5;

/** One press, from the finger down to the drop. */
class PlanDrag {
    constructor(root, ui, callbacks) {
        Object.assign(this, { root, ui, ...callbacks, press: null });
        for (const name of ["onDown", "onMove", "onUp", "onCancel"]) {
            this[name] = this[name].bind(this);
        }
    }

    listen(el, way) {
        el[way]("pointerdown", this.onDown);
        window[way]("pointermove", this.onMove);
        window[way]("pointerup", this.onUp);
        window[way]("pointercancel", this.onCancel);
        window[way]("keydown", this.onCancel);
    }

    onDown(ev) {
        const grip = ev.target.closest("[data-drag]");
        if (!grip || ev.button !== 0 || ev.target.closest("button, select, input")) {
            return;
        }
        const kind = grip.dataset.drag;
        const item = this.getItem(kind, Number(grip.dataset.id));
        if (item) {
            const shift = ev.clientX - grip.getBoundingClientRect().left;
            this.press = { kind, item, x: ev.clientX, y: ev.clientY, shift };
        }
    }

    onMove(ev) {
        if (!this.press) {
            return;
        }
        const { x, y } = this.press;
        const far = Math.hypot(ev.clientX - x, ev.clientY - y) > THRESHOLD;
        if (!this.ui.drag && !far) {
            return;
        }
        ev.preventDefault();
        window.getSelection()?.removeAllRanges();
        const { clientX, clientY } = ev;
        this.ui.drag = { ...this.press, place: this.findPlace(ev), clientX, clientY };
    }

    findPlace(ev) {
        const place = document
            .elementsFromPoint(ev.clientX, ev.clientY)
            .find((el) => el.dataset?.row !== undefined && this.root.el.contains(el));
        if (!place) {
            return null;
        }
        const { row, day, axis } = place.dataset;
        const found = { row: Number(row), day };
        return axis ? { ...found, ...this.onAxis(place, ev) } : found;
    }

    /** From when to when, for a place on the axis of a day. */
    onAxis(place, ev) {
        const { kind, item, shift } = this.press;
        const box = place.getBoundingClientRect();
        const at = (px) => minutesAt((px - box.left) / box.width, this.getAxis());
        if (kind === "edge") {
            const to = Math.max(at(ev.clientX), item.from + SHORTEST);
            return { from: item.from, to };
        }
        const from = Math.max(at(ev.clientX - (kind === "slot" ? shift : 0)), 0);
        const length = kind === "slot" ? item.to - item.from : snap(item.hours * 60);
        return { from, to: from + (length || SHORTEST) };
    }

    onUp() {
        const drag = this.ui.drag;
        this.press = null;
        this.ui.drag = null;
        if (drag) {
            // the click that follows a drag is none
            const options = { capture: true, once: true };
            window.addEventListener("click", swallow, options);
            setTimeout(() => window.removeEventListener("click", swallow, options));
        }
        if (drag?.place) {
            this.onDrop(drag);
        }
    }

    onCancel(ev) {
        if (ev.type !== "keydown" || ev.key === "Escape") {
            this.press = null;
            this.ui.drag = null;
        }
    }
}

function swallow(ev) {
    ev.stopPropagation();
    ev.preventDefault();
}

/**
 * Drag with mouse, pen or finger: pieces of work, their right edge, and work orders
 * from the side. Elements carry data-drag (slot, edge or order) and data-id; places
 * carry data-row, data-day and, on the axis of a day, data-axis.
 *
 * @param {{el: HTMLElement}} root
 * @param {Object} ui gets `drag`: what is dragged and where it would land
 * @param {{getItem: Function, getAxis: Function, onDrop: Function}} callbacks
 */
export function usePlanDrag(root, ui, callbacks) {
    const drag = new PlanDrag(root, ui, callbacks);
    useEffect(
        (el) => {
            if (el) {
                drag.listen(el, "addEventListener");
                return () => drag.listen(el, "removeEventListener");
            }
        },
        () => [root.el],
    );
}

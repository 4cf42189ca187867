import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

import {
    Component,
    onWillStart,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";

import { Plate } from "@garage_vehicle/components/plate/plate";
import { looksLikeVin, plateKey } from "./plate_actions";
import { RegisterLine } from "./register_line";
import { askRegister } from "./register_lookup";

const HOTKEY = "alt+shift+p";
const LIMIT = 8;
const actionRegistry = registry.category("garage_plate_actions");

/** Find a vehicle from any page: type or scan, arrow keys, Enter. */
export class PlateBox extends Component {
    static template = "garage_vehicle.PlateBox";
    static components = { Plate, RegisterLine };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.ui = useState(useService("ui"));
        this.root = useRef("root");
        this.input = useRef("input");
        this.state = useState(this.getEmptyState());
        this.searchSoon = useDebounced(() => this.search(), 120);
        this.askSoon = useDebounced(() => this.askRegister(), 400);
        this.canCreate = false;
        this.isAllowed = false;
        onWillStart(() => this.loadRights());
        useHotkey(HOTKEY, () => this.focus(), {
            global: true,
            bypassEditableProtection: true,
        });
        useExternalListener(window, "pointerdown", (ev) => this.onPointerDown(ev), {
            capture: true,
        });
        useEffect(
            (expanded) => {
                if (expanded) {
                    this.input.el?.focus();
                }
            },
            () => [this.state.expanded],
        );
        if (this.env.services.barcode) {
            useBus(this.env.services.barcode.bus, "barcode_scanned", (ev) =>
                this.onScan(ev.detail.barcode),
            );
        }
    }

    getEmptyState() {
        return {
            text: "",
            shownText: "",
            results: [],
            active: 0,
            open: false,
            expanded: false,
            failed: false,
            register: null,
        };
    }

    async loadRights() {
        [this.isAllowed, this.canCreate] = await Promise.all([
            user.checkAccessRight("garage.vehicle", "read"),
            user.checkAccessRight("garage.vehicle", "create"),
        ]);
    }

    // ------------------------------------------------------------------ what is shown

    get actions() {
        return [...actionRegistry.getAll()].sort((a, b) => a.sequence - b.sequence);
    }

    /** The choices: found vehicles, then "new vehicle". */
    get options() {
        const found = this.state.results.map((vehicle) => ({
            key: vehicle.id,
            vehicle,
        }));
        const isNew = this.canCreate && plateKey(this.state.shownText);
        return isNew ? [...found, { key: "new", vehicle: null }] : found;
    }

    get isEmpty() {
        return !this.options.length;
    }

    get typedPlate() {
        return this.state.shownText.trim().toUpperCase();
    }

    hotkeyText(action) {
        return action.hotkey === "control+enter" ? "Ctrl+Enter" : "Enter";
    }

    /** Say what the action does with the active choice. */
    actionLabel(action) {
        const option = this.options[this.state.active];
        const isNew = option && !option.vehicle;
        return isNew ? action.newLabel || action.label : action.label;
    }

    lastVisit(vehicle) {
        return vehicle.last_visit
            ? formatDate(deserializeDate(vehicle.last_visit))
            : "";
    }

    // ---------------------------------------------------------------------- searching

    onInput() {
        this.state.text = this.input.el.value;
        this.state.active = 0;
        if (plateKey(this.state.text)) {
            this.searchSoon();
        } else {
            this.searchSoon.cancel();
            Object.assign(this.state, { results: [], shownText: "", open: false });
        }
    }

    /** Ask the server; an answer to an older text is dropped. */
    async search() {
        const text = this.state.text;
        let results = [];
        this.state.failed = false;
        try {
            results = await this.orm.silent.call("garage.vehicle", "search_box", [
                text,
                LIMIT,
            ]);
        } catch {
            this.state.failed = true;
        }
        if (text !== this.state.text) {
            return;
        }
        Object.assign(this.state, { results, shownText: text, open: true });
        this.state.active = this.getFirstChoice();
        this.state.register = null;
        if (this.canCreate && results.every((vehicle) => vehicle.lookalike)) {
            this.askSoon();
        }
    }

    /** The register answers later and in place: no choice moves for it. */
    async askRegister() {
        const text = this.state.shownText;
        this.state.register = { state: "asking" };
        const answer = await askRegister(this.orm, text);
        if (text === this.state.shownText) {
            this.state.register = answer;
        }
    }

    /** A look-alike is never the silent first choice: it is another car. */
    getFirstChoice() {
        const first = this.state.results.findIndex((vehicle) => !vehicle.lookalike);
        if (first >= 0) {
            return first;
        }
        return this.canCreate ? this.state.results.length : 0;
    }

    /** Return the only vehicle with exactly the typed plate, if there is one. */
    getExactChoice() {
        const key = plateKey(this.state.shownText);
        const exact = this.state.results.filter(
            (vehicle) => plateKey(vehicle.plate) === key || vehicle.vin === key,
        );
        return exact.length === 1 ? exact[0] : null;
    }

    // ----------------------------------------------------------------------- choosing

    async onKeydown(ev) {
        const hotkey = getActiveHotkey(ev);
        const steps = { arrowdown: 1, arrowup: -1 };
        if (hotkey in steps) {
            ev.preventDefault();
            this.move(steps[hotkey]);
        } else if (hotkey === "escape") {
            ev.preventDefault();
            ev.stopPropagation();
            this.reset();
            this.input.el.blur();
        } else if (hotkey === "enter" || hotkey === "control+enter") {
            ev.preventDefault();
            ev.stopPropagation();
            await this.onEnter(hotkey);
        }
    }

    move(step) {
        const count = this.options.length;
        if (count) {
            this.state.open = true;
            this.state.active = (this.state.active + step + count) % count;
        }
    }

    /** Enter may come before the answer, from a scanner for example: then wait. */
    async onEnter(hotkey) {
        if (!plateKey(this.state.text)) {
            return;
        }
        const isEarly = this.state.shownText !== this.state.text;
        if (isEarly) {
            this.searchSoon.cancel();
            await this.search();
        }
        if (this.state.failed) {
            return;
        }
        const exact = isEarly && this.getExactChoice();
        if (exact) {
            return this.choose(exact, hotkey);
        }
        const isOpenChoice = isEarly && this.state.results.length > 0;
        const option = this.options[this.state.active];
        if (option && !isOpenChoice) {
            return this.choose(option.vehicle, hotkey);
        }
    }

    /** Run the action that the key stands for; without one, the first action. */
    async choose(vehicle, hotkey = "enter") {
        const actions = this.actions;
        const action = actions.find((entry) => entry.hotkey === hotkey) || actions[0];
        const text = this.state.shownText || this.state.text;
        this.reset();
        this.input.el?.blur();
        await action.run(this.env, { vehicle, text });
    }

    runAction(action) {
        const option = this.options[this.state.active];
        if (option) {
            return this.choose(option.vehicle, action.hotkey);
        }
    }

    async onScan(barcode) {
        if (looksLikeVin(barcode)) {
            this.state.text = barcode;
            this.state.expanded = true;
            await this.onEnter("enter");
        }
    }

    // -------------------------------------------------------------------------- focus

    focus() {
        if (this.ui.isSmall) {
            this.state.expanded = true;
        }
        this.input.el?.focus();
        this.input.el?.select();
    }

    onFocus() {
        this.state.open = Boolean(this.state.shownText);
    }

    onPointerDown(ev) {
        if (this.root.el && !this.root.el.contains(ev.target)) {
            this.state.open = false;
            this.state.expanded = false;
        }
    }

    reset() {
        this.searchSoon.cancel();
        this.askSoon.cancel();
        Object.assign(this.state, this.getEmptyState());
    }
}

registry
    .category("systray")
    .add("garage_vehicle.plate_box", { Component: PlateBox }, { sequence: 100 });

import { Component, onMounted, onWillStart, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { formatFloat } from "@web/core/utils/numbers";

import { settleOwnProduct } from "./own_product";
import { PartOffers } from "./part_offers";
import { PartsRows } from "./parts_rows";
import { VehicleTie } from "./vehicle_tie";

const FIT_WORDS = {
    fits: { icon: "fa-check-circle", color: "success", label: _t("Fits") },
    check: { icon: "fa-exclamation-circle", color: "warning", label: _t("Check") },
    no: { icon: "fa-times-circle", color: "danger", label: _t("Does not fit") },
    unknown: { icon: "fa-question-circle", color: "muted", label: _t("Unknown") },
};

/** One box for part numbers and words, with fit, stock and price of each part. */
export class PartsSearch extends Component {
    static template = "garage_parts_catalog.PartsSearch";
    static components = { PartOffers, VehicleTie };
    static props = {
        vehicle: { type: [Object, { value: null }], optional: true },
        text: { type: String, optional: true },
        quantity: { type: Number, optional: true },
        filters: { type: Object, optional: true },
        insteadOf: { type: [Object, { value: null }], optional: true }, // {itemIds, name}
        onPick: Function,
        pickLabel: String,
        canStay: { type: Boolean, optional: true },
        hideCosts: { type: Boolean, optional: true }, // customers look at the screen
        lockVehicle: { type: Boolean, optional: true },
        hideVehicle: { type: Boolean, optional: true },
        className: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.box = useRef("box");
        this.list = useRef("list");
        this.state = useState({
            text: this.props.text || "",
            quantity: this.props.quantity || 1,
            vehicle: this.props.vehicle || null,
            vehicleText: "",
            vehicles: [],
            filters: { fits: false, in_stock: false, ...this.props.filters },
            choices: { brands: [], kinds: [], sources: [], live: false },
            insteadOf: this.props.insteadOf || null,
            openId: null,
        });
        this.rows = new PartsRows(this.orm, useState({}));
        this.searchLater = useDebounced(() => this.search(), 150);
        this.findVehicleLater = useDebounced(() => this.findVehicles(), 200);
        this.askLater = useDebounced(() => this.rows.askOffers(this.quantity), 700);
        onWillStart(() => this.loadChoices());
        onMounted(() => {
            this.box.el?.focus();
            this.box.el?.select();
            if (this.state.text || this.state.insteadOf) {
                this.search();
            }
        });
    }

    async loadChoices() {
        this.state.choices = await this.orm.call(
            "garage.catalog.item",
            "get_lookup_filters",
            [],
        );
    }

    async search() {
        const { text, vehicle, filters, insteadOf } = this.state;
        this.askedText = text;
        const isNew = await this.rows.search({
            text,
            vehicleId: vehicle ? vehicle.id : null,
            filters: { ...filters },
            insteadOf,
        });
        if (isNew) {
            this.state.openId = null;
            this.list.el?.scrollTo?.(0, 0);
            this.askSoon();
        }
    }

    askSoon() {
        if (this.state.choices.live) {
            this.askLater();
        }
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.state.insteadOf = null;
        this.searchLater();
    }

    onKeydown(ev) {
        const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[ev.key];
        if (step) {
            ev.preventDefault();
            this.move(step);
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            if (ev.ctrlKey || ev.metaKey) {
                this.toggleCurrentOffers();
            } else {
                this.pickCurrent(ev.altKey);
            }
        } else if (ev.altKey && ev.key === "r") {
            ev.preventDefault();
            this.showCurrentAlternatives();
        }
    }

    move(step) {
        this.rows.move(step);
        const row = this.list.el?.children[this.rows.state.index];
        row?.scrollIntoView({ block: "nearest" });
        this.askSoon();
    }

    choose(index) {
        this.rows.state.index = index;
        this.askSoon();
    }

    onScroll(ev) {
        const { scrollTop, clientHeight, scrollHeight } = ev.currentTarget;
        if (scrollHeight - scrollTop - clientHeight < 300) {
            this.rows.more();
        }
    }

    /** The chosen row, of what is typed by now. */
    async currentRow() {
        this.searchLater.cancel();
        if (this.askedText !== this.state.text || this.rows.state.offline) {
            await this.search();
        }
        return this.rows.state.offline
            ? null
            : this.rows.state.rows[this.rows.state.index];
    }

    async pickCurrent(stay) {
        const row = await this.currentRow();
        if (row) {
            await this.pick(row, stay);
        }
    }

    async toggleCurrentOffers() {
        const row = await this.currentRow();
        if (row && this.state.choices.live) {
            this.toggleOffers(row);
        }
    }

    async showCurrentAlternatives() {
        const row = await this.currentRow();
        if (row) {
            this.showAlternatives(row);
        }
    }

    get quantity() {
        return Number(this.state.quantity) || 1;
    }

    toggleOffers(row) {
        this.state.openId = this.state.openId === row.id ? null : row.id;
    }

    showAlternatives(row) {
        this.state.insteadOf = {
            itemIds: [row.id],
            name: `${row.brand} ${row.number}`,
        };
        this.search();
        this.box.el?.focus();
    }

    endAlternatives() {
        this.state.insteadOf = null;
        this.search();
        this.box.el?.focus();
    }

    async pick(row, stay = false) {
        if (row.fit.verdict === "no" && this.props.canStay && this.state.vehicle) {
            this.dialog.add(ConfirmationDialog, {
                title: _t("This part does not fit"),
                body: row.fit.text,
                // the safe answer is the one that a second Enter gives
                confirmLabel: _t("Choose another"),
                confirm: () => this.box.el?.focus(),
                cancelLabel: _t("Add it anyway"),
                cancel: () => this.finishPick(row, stay),
                dismiss: () => this.box.el?.focus(),
            });
            return;
        }
        await this.finishPick(row, stay);
    }

    async finishPick(row, stay) {
        if (this.props.canStay && !(await settleOwnProduct(this, row))) {
            this.box.el?.focus();
            return;
        }
        await this.props.onPick(row, this.quantity, stay && this.props.canStay);
        if (stay && this.props.canStay) {
            this.state.quantity = 1;
            this.box.el?.select();
            this.box.el?.focus();
        }
    }

    toggle(name) {
        this.state.filters[name] = !this.state.filters[name];
        this.search();
    }

    onFilterChange(name, ev) {
        this.state.filters[name] = Number(ev.target.value) || false;
        this.search();
    }

    onVehicleInput(ev) {
        this.state.vehicleText = ev.target.value;
        this.findVehicleLater();
    }

    async findVehicles() {
        const text = this.state.vehicleText;
        this.state.vehicles = text
            ? await this.orm.call("garage.vehicle", "search_box", [text], { limit: 5 })
            : [];
    }

    onVehicleKeydown(ev) {
        if (ev.key === "Enter" && this.state.vehicles.length) {
            ev.preventDefault();
            this.chooseVehicle(this.state.vehicles[0]);
        }
    }

    chooseVehicle(vehicle) {
        Object.assign(this.state, { vehicle, vehicles: [], vehicleText: "" });
        if (!vehicle) {
            this.state.filters.fits = false;
        }
        this.search();
        this.box.el?.focus();
    }

    fit(row) {
        return FIT_WORDS[row.fit.verdict];
    }

    money(row, amount) {
        return formatCurrency(amount, row.currency_id);
    }

    number(amount) {
        return formatFloat(amount, { digits: [16, 2], trailingZeros: false });
    }
}

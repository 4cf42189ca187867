import { Component, onMounted, onWillStart, useRef, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { KeepLast } from "@web/core/utils/concurrency";
import { formatFloat } from "@web/core/utils/numbers";

import { PartOffers } from "./part_offers";

const FIT_WORDS = {
    fits: { icon: "fa-check-circle", color: "success", label: _t("Fits") },
    check: { icon: "fa-exclamation-circle", color: "warning", label: _t("Check") },
    no: { icon: "fa-times-circle", color: "danger", label: _t("Does not fit") },
    unknown: { icon: "fa-question-circle", color: "muted", label: _t("Unknown") },
};

/** One box for part numbers and words, with fit, stock and price of each part. */
export class PartsSearch extends Component {
    static template = "garage_parts_catalog.PartsSearch";
    static components = { PartOffers };
    static props = {
        vehicle: { type: [Object, { value: null }], optional: true },
        text: { type: String, optional: true },
        quantity: { type: Number, optional: true },
        onPick: Function,
        pickLabel: String,
        canStay: { type: Boolean, optional: true },
        lockVehicle: { type: Boolean, optional: true },
        className: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.box = useRef("box");
        this.list = useRef("list");
        this.keepLast = new KeepLast();
        this.state = useState({
            text: this.props.text || "",
            rows: [],
            searched: false,
            index: 0,
            quantity: this.props.quantity || 1,
            vehicle: this.props.vehicle || null,
            vehicleText: "",
            vehicles: [],
            filters: { fits: false, in_stock: false },
            choices: { brands: [], kinds: [], sources: [], live: false },
            openId: null,
        });
        this.searchLater = useDebounced(() => this.search(), 150);
        this.findVehicleLater = useDebounced(() => this.findVehicles(), 200);
        onWillStart(async () => {
            this.state.choices = await this.orm.call(
                "garage.catalog.item",
                "get_lookup_filters",
                [],
            );
        });
        onMounted(() => {
            this.box.el?.focus();
            this.box.el?.select();
            if (this.state.text) {
                this.search();
            }
        });
    }

    async search() {
        const { text, vehicle, filters } = this.state;
        this.askedText = text;
        const rows = await this.keepLast.add(
            this.orm.call("garage.catalog.item", "lookup", [text], {
                vehicle_id: vehicle ? vehicle.id : null,
                filters,
            }),
        );
        Object.assign(this.state, {
            rows,
            index: 0,
            searched: Boolean(text),
            openId: null,
        });
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchLater();
    }

    onKeydown(ev) {
        if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            this.move(ev.key === "ArrowDown" ? 1 : -1);
        } else if (ev.key === "Enter") {
            ev.preventDefault();
            ev.stopPropagation();
            if (ev.ctrlKey || ev.metaKey) {
                this.toggleCurrentOffers();
            } else {
                this.pickCurrent(ev.altKey);
            }
        }
    }

    move(step) {
        const last = this.state.rows.length - 1;
        this.state.index = Math.max(0, Math.min(last, this.state.index + step));
        const row = this.list.el?.children[this.state.index];
        row?.scrollIntoView({ block: "nearest" });
    }

    /** The chosen row, of what is typed by now. */
    async currentRow() {
        this.searchLater.cancel();
        if (this.askedText !== this.state.text) {
            await this.search();
        }
        return this.state.rows[this.state.index];
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

    get quantity() {
        return Number(this.state.quantity) || 1;
    }

    toggleOffers(row) {
        this.state.openId = this.state.openId === row.id ? null : row.id;
    }

    async pick(row, stay = false) {
        if (row.fit.verdict === "no" && this.props.canStay) {
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

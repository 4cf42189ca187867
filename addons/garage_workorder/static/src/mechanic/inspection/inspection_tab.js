import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { _t } from "@web/core/l10n/translation";
import { tabs } from "../floor_registry";
import { page } from "../page";
import { InspectionPage } from "./inspection_page";
import { findVisits } from "./inspection_rules";
import { InspectionStore } from "./inspection_store";

const REFRESH_MS = 30000;

/** Vehicles in the workshop: choose one, choose a sheet, fill it. */
export class InspectionTab extends Component {
    static template = "garage_workorder.InspectionTab";
    static components = { InspectionPage, Plate };
    static props = ["feed", "floor", "*"];

    setup() {
        this.store = new InspectionStore(page.user_id);
        this.state = useState({
            list: this.store.read("list"),
            loaded: false,
            text: "",
            visitId: null,
            sheetId: null,
        });
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), REFRESH_MS);
            this.store.forgetOld();
            this.refresh().then(() => this.openFromAddress());
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async refresh() {
        this.state.list = await this.store.readList();
        this.state.loaded = true;
    }

    /** The back office opens a visit by its address. */
    openFromAddress() {
        const address = new URLSearchParams(window.location.search);
        if (address.has("visit")) {
            this.state.visitId = Number(address.get("visit"));
            this.state.sheetId = Number(address.get("sheet")) || null;
            window.history.replaceState(null, "", window.location.pathname);
        }
    }

    get visits() {
        return findVisits(this.state.list?.visits || [], this.state.text);
    }

    get visit() {
        const visits = this.state.list?.visits || [];
        return visits.find(({ id }) => id === this.state.visitId);
    }

    get sheet() {
        const sheets = this.state.list?.sheets || [];
        return sheets.find(({ id }) => id === this.state.sheetId);
    }

    /** Sheets that are begun first, then those of the visit's jobs, then the others. */
    get sheets() {
        const { sheets, inspections } = this.visit;
        const rank = ({ wanted, filled }) => (filled ? 0 : wanted ? 1 : 2);
        return this.state.list.sheets
            .map((sheet) => ({
                ...sheet,
                wanted: sheets.includes(sheet.id),
                filled: inspections.find(({ sheet_id }) => sheet_id === sheet.id),
            }))
            .sort((a, b) => rank(a) - rank(b));
    }

    filledText({ state, open }) {
        return state === "done"
            ? _t("finished")
            : _t("%(count)s not checked", { count: open });
    }

    close() {
        this.state.sheetId = null;
        this.refresh();
    }
}

tabs.add("inspect", {
    component: InspectionTab,
    sequence: 20,
    title: _t("Inspect"),
    icon: "fa-check-square-o",
});

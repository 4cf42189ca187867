import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { sections } from "../floor_registry";
import { page } from "../page";
import { InspectionPage } from "./inspection_page";
import { InspectionStore } from "./inspection_store";

/** The sheets of the job's visit: the one that belongs to the job, and those begun. */
export class InspectionSection extends Component {
    static template = "garage_workorder.InspectionSection";
    static components = { InspectionPage };
    static props = ["job", "floor", "*"];

    setup() {
        this.store = new InspectionStore(page.user_id);
        this.state = useState({ list: this.store.read("list"), sheetId: null });
        onMounted(() => this.refresh());
    }

    async refresh() {
        this.state.list = await this.store.readList();
    }

    get visit() {
        const { job } = this.props;
        const known = this.state.list?.visits.find(({ id }) => id === job.workorder_id);
        const { plate, plate_country, vehicle } = job;
        const visit = { plate, plate_country, vehicle, inspections: [], ...known };
        return { ...visit, id: job.workorder_id, job_id: job.id };
    }

    get sheets() {
        const begun = this.visit.inspections;
        return (this.state.list?.sheets || [])
            .map((sheet) => ({
                ...sheet,
                filled: begun.find(({ sheet_id }) => sheet_id === sheet.id),
            }))
            .filter(({ id, filled }) => filled || id === this.props.job.sheet_id);
    }

    get sheet() {
        return this.state.list?.sheets.find(({ id }) => id === this.state.sheetId);
    }

    stateOf({ filled }) {
        if (!filled) {
            return _t("to fill");
        }
        return filled.state === "done"
            ? _t("finished")
            : _t("%(count)s not checked", { count: filled.open });
    }

    close() {
        this.state.sheetId = null;
        this.refresh();
    }
}

sections.add("inspection", {
    component: InspectionSection,
    sequence: 30,
    isShown: (job) => Boolean(job.workorder_id),
});

import { Component, onWillUnmount, useRef, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { debounce } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { formatFloat } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { JobCard } from "./job_card";
import { movedAfter, movedBy, openAfter, withCard, withLines } from "./card_rules";

const GATHER_MS = 400;
const EMPTY = { jobs: [], totals: {}, mechanics: [], editable: false };

/**
 * The jobs of a work order as cards. Each change is a small write of its own, so that
 * two people on one work order never overwrite each other; news arrive by bus.
 */
export class JobCards extends Component {
    static template = "garage_workorder.JobCards";
    static components = { JobCard };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        useAutofocus({ refName: "name" });
        this.state = useState({ ...EMPTY, open: new Set(), naming: false, focus: 0 });
        this.loadedId = null;
        this.loads = 0;
        this.adders = registry.category("garage_workorder_adders").getAll();
        useRecordObserver((record) => this.onRecord(record));
        this.listen();
        this.refreshForm = debounce(() => this.reloadForm(), GATHER_MS);
        useSortable({
            ref: this.root,
            elements: ".o_garage_card",
            handle: ".o_garage_card_handle",
            cursor: "grabbing",
            enable: () => this.state.editable,
            onDrop: ({ element, previous }) => this.drop(element, previous),
        });
    }

    listen() {
        const bus = useService("bus_service");
        const onChange = ({ ids }) => {
            if (ids.includes(this.props.record.resId)) {
                this.refreshForm();
            }
        };
        bus.subscribe("garage_workorder", onChange);
        onWillUnmount(() => {
            bus.unsubscribe("garage_workorder", onChange);
            this.refreshForm.cancel();
        });
    }

    get shownAdders() {
        return this.adders.filter(({ isShown }) => !isShown || isShown(this.state));
    }

    get workorderId() {
        return this.props.record.resId;
    }

    get jobIds() {
        return this.state.jobs.map((job) => job.id);
    }

    /** Called at the start and whenever the form was read again. */
    onRecord(record) {
        const { resId } = record;
        // read here, so that a reload of the form reloads the cards
        record.data[this.props.name];
        return this.load(resId);
    }

    async load(resId = this.workorderId) {
        if (!resId) {
            Object.assign(this.state, EMPTY, { editable: true });
            return;
        }
        const turn = ++this.loads;
        const known = this.loadedId === resId;
        const asked = [...this.state.open];
        const answer = await this.orm.call("garage.workorder", "get_job_cards", [
            [resId],
            ...(known ? [asked, this.jobIds] : []),
        ]);
        if (turn !== this.loads) {
            return; // a newer answer is on its way
        }
        this.loadedId = resId;
        const { open_ids, jobs, ...values } = answer;
        const open = known
            ? openAfter(asked, this.state.open, open_ids)
            : new Set(open_ids);
        const shown = withLines(jobs, this.state.jobs, open);
        Object.assign(this.state, values, { jobs: shown, open });
    }

    /** Lights, next step and totals of the form follow the cards. */
    async reloadForm() {
        const { record } = this.props;
        if (record.resId && !(await record.isDirty())) {
            await record.load();
        } else {
            await this.load();
        }
    }

    onCard(card) {
        this.state.jobs = withCard(this.state.jobs, card);
        this.refreshForm();
    }

    async refresh() {
        await this.load();
        this.refreshForm();
    }

    async toggle(card) {
        if (this.state.open.has(card.id)) {
            this.state.open.delete(card.id);
            return;
        }
        if (!card.lines) {
            const full = await this.orm.call("garage.job", "get_card", [[card.id]]);
            this.state.jobs = withCard(this.state.jobs, full);
        }
        this.state.open.add(card.id);
    }

    async drop(element, previous) {
        const id = Number(element.dataset.job);
        const after = previous ? Number(previous.dataset.job) : false;
        await this.reorder(movedAfter(this.jobIds, id, after));
    }

    async move(card, steps) {
        await this.reorder(movedBy(this.jobIds, card.id, steps));
    }

    async reorder(ids) {
        const byId = Object.fromEntries(this.state.jobs.map((job) => [job.id, job]));
        this.state.jobs = ids.map((id) => byId[id]);
        await this.orm.call("garage.workorder", "reorder_jobs", [
            [this.workorderId],
            ids,
        ]);
    }

    /** The work order must be there before something is put on it. */
    async ensureSaved() {
        return Boolean(this.workorderId) || this.props.record.save();
    }

    async runAdder(adder) {
        if (await this.ensureSaved()) {
            await adder.run(this.env, {
                workorderId: this.workorderId,
                refresh: () => this.refresh(),
                startNaming: () => (this.state.naming = true),
            });
        }
    }

    async nameJob(ev) {
        if (ev.key === "Escape") {
            ev.stopPropagation();
            this.state.naming = false;
        } else if (ev.key === "Enter" && ev.target.value.trim()) {
            ev.preventDefault();
            ev.stopPropagation();
            await this.addEmpty(ev.target.value);
        }
    }

    async addEmpty(name) {
        if (!this.state.naming || !name.trim()) {
            this.state.naming = false;
            return;
        }
        this.state.naming = false;
        const card = await this.orm.call("garage.workorder", "add_empty_job", [
            [this.workorderId],
            name,
        ]);
        this.state.open.add(card.id);
        this.state.focus = card.id;
        this.onCard(card);
    }

    money(amount) {
        return formatCurrency(amount, this.state.currency_id);
    }

    percent(value) {
        return formatFloat(value * 100, { digits: [16, 0] });
    }
}

registry.category("fields").add("garage_job_cards", {
    component: JobCards,
    displayName: _t("Jobs as cards"),
    supportedTypes: ["one2many"],
    useSubView: false,
    relatedFields: [],
});

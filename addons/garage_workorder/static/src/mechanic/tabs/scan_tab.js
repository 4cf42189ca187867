import { Component, onWillUpdateProps, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Camera, hasCamera } from "../camera";
import { tabs } from "../floor_registry";
import { JobCard } from "../job_card";
import { runningJob } from "../mechanic_rules";
import { findCode } from "../network";
import { matchCode } from "../scan_rules";

const NOTHING = { parts: [], jobs: [] };

/** Scan or type: a part of my jobs, a plate, a work order, a part from the shelf. */
export class ScanTab extends Component {
    static template = "garage_workorder.MechanicScanTab";
    static components = { Camera, JobCard };
    static props = {
        feed: Object,
        now: Number,
        floor: Object,
        code: { type: Object, optional: true },
    };

    setup() {
        this.hasCamera = hasCamera();
        this.state = useState({
            text: "",
            code: "",
            camera: false,
            found: NOTHING,
            looking: false,
            offline: false,
        });
        this.takeScan(this.props.code);
        onWillUpdateProps(
            ({ code }) => code !== this.props.code && this.takeScan(code),
        );
    }

    takeScan(scan) {
        if (scan) {
            this.look(scan.text);
        }
    }

    get own() {
        return matchCode(this.props.feed, this.state.code);
    }

    /** The job that a part is asked for: the one on the clock, else the first of mine. */
    get target() {
        const { feed } = this.props;
        return runningJob(feed) || feed.jobs.find((job) => job.mine) || null;
    }

    get jobs() {
        const own = new Set(this.own.jobs.map(({ id }) => id));
        return [
            ...this.own.jobs,
            ...this.state.found.jobs.filter(({ id }) => !own.has(id)),
        ];
    }

    get isUnknown() {
        const { code, looking, found } = this.state;
        const known = this.own.parts.length || this.jobs.length || found.parts.length;
        return Boolean(code) && !looking && !known;
    }

    submit() {
        this.look(this.state.text);
    }

    async look(text) {
        const code = text.trim();
        Object.assign(this.state, {
            text: code,
            code,
            camera: false,
            found: NOTHING,
            offline: false,
        });
        if (!code || this.own.parts.length) {
            return;
        }
        this.state.looking = true;
        try {
            const found = await findCode(code);
            if (this.state.code === code) {
                this.state.found = found;
            }
        } catch {
            this.state.offline = true;
        } finally {
            this.state.looking = false;
        }
    }

    fit({ job, line }) {
        const { floor } = this.props;
        floor.act("tick", job.id, { line_id: line.id, done: true });
        floor.notify(_t("“%(part)s” is fitted.", { part: line.name }), "success");
    }

    ask(name) {
        const job = this.target;
        this.props.floor.act("request", job.id, { text: name });
        this.props.floor.notify(
            _t("Asked for “%(job)s”: %(part)s", { job: job.name, part: name }),
            "success",
        );
        Object.assign(this.state, { text: "", code: "", found: NOTHING });
    }

    /** Open a job of my list; help with one of somebody else. */
    async take(job) {
        const { feed, floor } = this.props;
        if (!feed.jobs.some(({ id }) => id === job.id)) {
            await floor.act("start", job.id);
        }
        floor.open(job.id);
    }
}

tabs.add("scan", {
    component: ScanTab,
    sequence: 20,
    title: _t("Scan"),
    icon: "fa-barcode",
});

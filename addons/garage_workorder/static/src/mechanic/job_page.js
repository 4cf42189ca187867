import { Component, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { _t } from "@web/core/l10n/translation";
import { PromiseTime } from "../components/promise/promise";
import { FindingSheet } from "./finding_sheet";
import { stateView } from "./job_card";
import { clockedSeconds, clockText, jobActions } from "./mechanic_rules";
import { smallPhoto } from "./photo";

const { DateTime } = luxon;

/** One job: complaint first, then steps, parts, findings; the clock at the thumb. */
export class JobPage extends Component {
    static template = "garage_workorder.MechanicJobPage";
    static components = { FindingSheet, Plate, PromiseTime };
    static props = {
        job: Object,
        now: Number,
        act: Function, // (action, jobId, values)
        onBack: Function,
    };

    setup() {
        this.state = useState({ sheet: false, photo: "", asking: false, request: "" });
    }

    get steps() {
        return this.props.job.lines.filter((line) => line.kind === "labour");
    }

    get parts() {
        return this.props.job.lines.filter((line) => line.kind === "part");
    }

    get promised() {
        const { promised_at } = this.props.job;
        return promised_at ? DateTime.fromISO(promised_at) : false;
    }

    get stateView() {
        return stateView(this.props.job);
    }

    get clock() {
        return clockText(clockedSeconds(this.props.job, this.props.now));
    }

    get buttons() {
        const { job } = this.props;
        const views = {
            start: {
                text: job.state === "paused" ? _t("Resume") : _t("Start"),
                icon: "fa-play",
                kind: "success",
            },
            pause: { text: _t("Pause"), icon: "fa-pause", kind: "warning" },
            finish: { text: _t("Finish"), icon: "fa-check", kind: "primary" },
        };
        return jobActions(job).map((action) => ({ action, ...views[action] }));
    }

    get why() {
        return {
            draft: _t("The adviser has not sent this job to the customer yet."),
            awaiting_approval: _t("The customer has not approved this job yet."),
            done: _t("This job is done."),
        }[this.props.job.state];
    }

    press(action) {
        this.props.act(action, this.props.job.id, {});
    }

    tick(line) {
        const values = { line_id: line.id, done: !line.done };
        this.props.act("tick", this.props.job.id, values);
    }

    async takePhoto(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (file) {
            this.state.photo = await smallPhoto(file);
            this.state.sheet = true;
        }
    }

    openSheet() {
        Object.assign(this.state, { photo: "", sheet: true });
    }

    saveFinding(values) {
        this.state.sheet = false;
        this.props.act("finding", this.props.job.id, {
            ...values,
            photo: this.state.photo,
        });
    }

    ask(text) {
        Object.assign(this.state, { asking: true, request: text || "" });
    }

    sendRequest() {
        const text = this.state.request.trim();
        if (text) {
            this.props.act("request", this.props.job.id, { text });
        }
        Object.assign(this.state, { asking: false, request: "" });
    }
}

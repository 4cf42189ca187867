import { Component } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { _t } from "@web/core/l10n/translation";
import { inOrder, sections } from "./floor_registry";
import { stateView } from "./job_card";
import { clockedSeconds, clockText, jobActions } from "./mechanic_rules";
import { PromiseText } from "./promise_text";

/** One job: its sections in order, complaint first; the clock at the thumb. */
export class JobPage extends Component {
    static template = "garage_workorder.MechanicJobPage";
    static components = { Plate, PromiseText };
    static props = {
        job: Object,
        now: Number,
        floor: Object,
        onBack: Function,
    };

    setup() {
        this.act = (action, values = {}, files = []) =>
            this.props.floor.act(action, this.props.job.id, values, files);
    }

    get sections() {
        const { job } = this.props;
        return inOrder(sections).filter(({ isShown }) => !isShown || isShown(job));
    }

    get stateView() {
        return stateView(this.props.job);
    }

    get clock() {
        return clockText(clockedSeconds(this.props.job, this.props.now));
    }

    get othersText() {
        const names = this.props.job.others || [];
        return names.length
            ? _t("%(names)s works on it too. Finish stops that clock as well.", {
                  names: names.join(", "),
              })
            : "";
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
        this.act(action);
    }
}

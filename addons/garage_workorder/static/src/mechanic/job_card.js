import { Component } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { _t } from "@web/core/l10n/translation";
import { PromiseText } from "./promise_text";

/** A job's state in the mechanic's words. */
export function stateView(job) {
    if (job.since) {
        return { text: _t("running"), icon: "fa-play", level: "run" };
    }
    return (
        {
            approved: { text: _t("to do"), icon: "fa-circle-o", level: "todo" },
            in_progress: { text: _t("in progress"), icon: "fa-wrench", level: "todo" },
            paused: { text: _t("paused"), icon: "fa-pause", level: "wait" },
            done: { text: _t("done"), icon: "fa-check", level: "done" },
            draft: { text: _t("proposed"), icon: "fa-pencil", level: "wait" },
        }[job.state] || {
            text: _t("waits for the customer"),
            icon: "fa-hourglass-half",
            level: "wait",
        }
    );
}

export class JobCard extends Component {
    static template = "garage_workorder.MechanicJobCard";
    static components = { Plate, PromiseText };
    static props = { job: Object, now: Number, onOpen: Function };

    get stateView() {
        return stateView(this.props.job);
    }
}

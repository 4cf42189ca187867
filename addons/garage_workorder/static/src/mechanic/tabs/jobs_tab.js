import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { CheckCard } from "../check_card";
import { tabs } from "../floor_registry";
import { JobCard } from "../job_card";
import { filterJobs, sortJobs } from "../mechanic_rules";

/** What is to do: my jobs, jobs free to take, done today. */
export class JobsTab extends Component {
    static template = "garage_workorder.MechanicJobsTab";
    static components = { CheckCard, JobCard };
    static props = { feed: Object, now: Number, floor: Object };

    setup() {
        this.state = useState({ text: "" });
    }

    get checks() {
        const checks = (this.props.feed.checks || []).filter(({ allowed }) => allowed);
        return filterJobs(checks, this.state.text);
    }

    get groups() {
        const jobs = sortJobs(filterJobs(this.props.feed.jobs, this.state.text));
        const open = jobs.filter((job) => job.state !== "done");
        return [
            { key: "mine", title: _t("My jobs"), jobs: open.filter((job) => job.mine) },
            {
                key: "free",
                title: _t("Free to take"),
                jobs: open.filter((job) => !job.mine),
            },
            {
                key: "done",
                title: _t("Done today"),
                jobs: jobs.filter((job) => job.state === "done"),
            },
        ].filter((group) => group.jobs.length);
    }
}

tabs.add("jobs", {
    component: JobsTab,
    sequence: 10,
    title: _t("My jobs"),
    icon: "fa-wrench",
});

import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { useService } from "@web/core/utils/hooks";
import { JobCard } from "./job_card";
import { JobPage } from "./job_page";
import {
    applyEntries,
    clockedSeconds,
    clockText,
    filterJobs,
    runningJob,
    sortJobs,
} from "./mechanic_rules";
import { Outbox } from "./outbox";
import { OutboxStore } from "./outbox_store";

const RETRY_MS = 15000;
const EMPTY_FEED = { me: { name: "" }, jobs: [] };

/** What a failed request means for the person: no network, logged out, or a fault. */
function troubleOf(error) {
    if (error instanceof ConnectionLostError) {
        return "network";
    }
    const expired = error.exceptionName === "odoo.http.SessionExpiredException";
    return expired ? "session" : "server";
}

/** The workshop on the mechanic's phone: my jobs, one job, the clock. */
export class MechanicApp extends Component {
    static template = "garage_workorder.MechanicApp";
    static components = { JobCard, JobPage, MainComponentsContainer, Plate };
    static props = { userId: Number };

    setup() {
        this.notification = useService("notification");
        this.store = new OutboxStore(this.props.userId);
        this.outbox = new Outbox({
            store: this.store,
            send: (entry) => rpc("/garage/mechanic/act", { entry }, { silent: true }),
            onChange: () => this.sync(),
            onAnswer: (answer) => this.onAnswer(answer),
        });
        this.state = useState({
            feed: EMPTY_FEED,
            waiting: [],
            trouble: null,
            jobId: null,
            text: "",
            now: Date.now(),
        });
        onWillStart(() => this.load());
        this.setupTimers();
    }

    setupTimers() {
        const refresh = () => this.refresh();
        onMounted(() => {
            this.timers = [
                setInterval(() => (this.state.now = Date.now()), 1000),
                setInterval(refresh, RETRY_MS),
            ];
            window.addEventListener("online", refresh);
        });
        onWillUnmount(() => {
            this.timers.forEach(clearInterval);
            window.removeEventListener("online", refresh);
        });
    }

    async load() {
        await this.outbox.load();
        this.state.feed = (await this.store.readFeed()) || EMPTY_FEED;
        await this.refresh();
    }

    /** Send what waits, then ask what is new; without network keep what is shown. */
    async refresh() {
        await this.outbox.flush();
        try {
            const feed = await rpc("/garage/mechanic/feed", {}, { silent: true });
            this.state.trouble = null;
            await this.keepFeed(feed);
        } catch (error) {
            this.state.trouble = troubleOf(error);
        }
    }

    async keepFeed(feed) {
        this.state.feed = feed;
        await this.store.writeFeed(feed);
    }

    sync() {
        this.state.waiting = this.outbox.entries;
        this.state.trouble = this.outbox.trouble && troubleOf(this.outbox.trouble);
    }

    onAnswer(answer) {
        if (answer.error) {
            this.notification.add(answer.error, { type: "danger", sticky: true });
        }
        if (answer.feed) {
            this.keepFeed(answer.feed);
        }
    }

    get feed() {
        return applyEntries(this.state.feed, this.state.waiting);
    }

    get job() {
        return this.feed.jobs.find((job) => job.id === this.state.jobId);
    }

    get running() {
        return runningJob(this.feed);
    }

    get runningClock() {
        return clockText(clockedSeconds(this.running, this.state.now));
    }

    get waitingText() {
        return _t("%(count)s waiting", { count: this.state.waiting.length });
    }

    get groups() {
        const jobs = sortJobs(filterJobs(this.feed.jobs, this.state.text));
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

    open(jobId) {
        this.state.jobId = jobId;
        window.scrollTo(0, 0);
    }

    async act(action, jobId, values) {
        await this.outbox.add(action, jobId, values);
    }
}

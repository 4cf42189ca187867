import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { useService } from "@web/core/utils/hooks";
import { actions, inOrder, tabs } from "./floor_registry";
import { JobPage } from "./job_page";
import { APPLY, applyEntries, clockedSeconds, clockText, runningJob } from "./mechanic_rules";
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
    static components = { JobPage, MainComponentsContainer };
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
            tab: "jobs",
            now: Date.now(),
        });
        this.floor = {
            act: this.act.bind(this),
            open: this.open.bind(this),
            notify: this.notify.bind(this),
        };
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
        const changes = { ...APPLY, ...Object.fromEntries(actions.getEntries()) };
        return applyEntries(this.state.feed, this.state.waiting, changes);
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

    get tabs() {
        return inOrder(tabs).map((tab) => ({
            ...tab,
            count: tab.badge ? tab.badge(this.feed) : 0,
        }));
    }

    get tab() {
        return this.tabs.find(({ key }) => key === this.state.tab) || this.tabs[0];
    }

    show(key) {
        Object.assign(this.state, { tab: key, jobId: null });
        window.scrollTo(0, 0);
    }

    open(jobId) {
        this.state.jobId = jobId;
        window.scrollTo(0, 0);
    }

    async act(action, jobId, values = {}, files = []) {
        await this.outbox.add(action, jobId, values, files);
    }

    notify(text, kind = "info") {
        this.notification.add(text, { type: kind });
    }
}

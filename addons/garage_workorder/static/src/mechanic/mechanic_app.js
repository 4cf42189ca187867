import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { actions, inOrder, tabs } from "./floor_registry";
import { JobPage } from "./job_page";
import {
    APPLY,
    applyEntries,
    clockedSeconds,
    clockText,
    runningJob,
} from "./mechanic_rules";
import { NetStrip } from "./net_strip";
import { readFeed, sendEntry } from "./network";
import { Outbox } from "./outbox";
import { OutboxStore } from "./outbox_store";
import { matchCode, Wedge } from "./scan_rules";
import { Toasts } from "./toasts";

const RETRY_MS = 15000;
const EMPTY_FEED = { me: { name: "" }, jobs: [] };

/** The workshop on the mechanic's phone: tabs below, one job, the clock on top. */
export class MechanicApp extends Component {
    static template = "garage_workorder.MechanicApp";
    static components = { JobPage, NetStrip, Toasts };
    static props = { userId: Number };

    setup() {
        this.store = new OutboxStore(this.props.userId);
        this.outbox = new Outbox({
            store: this.store,
            send: sendEntry,
            onChange: () => this.sync(),
            onAnswer: (answer) => this.onAnswer(answer),
        });
        this.state = useState({
            feed: EMPTY_FEED,
            waiting: [],
            refused: [],
            trouble: null,
            lasting: true,
            jobId: null,
            tab: new URLSearchParams(window.location.search).get("tab") || "jobs",
            scan: null,
            toasts: [],
            now: Date.now(),
        });
        this.floor = {
            act: this.act.bind(this),
            open: this.open.bind(this),
            notify: this.notify.bind(this),
            decide: (entry, again) => this.outbox.decide(entry, again),
        };
        onWillStart(() => this.load());
        this.setupTimers();
    }

    setupTimers() {
        const refresh = () => this.refresh();
        const typed = (ev) => this.onKey(ev);
        const shown = () => document.visibilityState === "visible" && this.refresh();
        onMounted(() => {
            this.timers = [
                setInterval(() => (this.state.now = Date.now()), 1000),
                setInterval(refresh, RETRY_MS),
            ];
            window.addEventListener("online", refresh);
            document.addEventListener("keydown", typed);
            document.addEventListener("visibilitychange", shown);
        });
        onWillUnmount(() => {
            this.timers.forEach(clearInterval);
            window.removeEventListener("online", refresh);
            document.removeEventListener("keydown", typed);
            document.removeEventListener("visibilitychange", shown);
        });
    }

    /** What the phone has kept shows at once; the server may take its time. */
    async load() {
        await this.outbox.load();
        this.state.feed = (await this.store.readFeed()) || EMPTY_FEED;
        const fresh = this.refresh();
        if (!this.state.feed.at) {
            await fresh;
        }
    }

    /** Send what waits, then ask what is new; without network keep what is shown. */
    async refresh() {
        await this.outbox.flush();
        try {
            const feed = await readFeed();
            this.state.trouble = this.outbox.trouble?.kind || null;
            await this.keepFeed(feed);
        } catch (trouble) {
            this.state.trouble = trouble.kind || "server";
        }
    }

    async keepFeed(feed) {
        this.state.feed = feed;
        await this.store.writeFeed(feed);
        this.state.lasting = this.store.lasting;
    }

    sync() {
        this.state.waiting = this.outbox.entries;
        this.state.refused = this.outbox.refused;
        this.state.trouble =
            this.outbox.trouble && (this.outbox.trouble.kind || "server");
        this.state.lasting = this.store.lasting;
    }

    onAnswer(answer) {
        if (answer.notice) {
            this.notify(answer.notice, "warning");
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

    /** A hand scanner types: its code works on any screen, also without a field. */
    onKey(ev) {
        this.wedge ??= new Wedge();
        const code = this.wedge.push(ev.key, ev.timeStamp);
        const inField = ev.target.matches?.("input, textarea");
        if (code && !inField) {
            ev.preventDefault();
            this.onScan(code);
        }
    }

    onScan(text) {
        const [match] = matchCode(this.feed, text).parts.filter(
            ({ job }) => job.id === this.state.jobId,
        );
        if (match) {
            this.act("tick", match.job.id, { line_id: match.line.id, done: true });
            this.notify(
                _t("“%(part)s” is fitted.", { part: match.line.name }),
                "success",
            );
            return;
        }
        this.show("scan");
        this.state.scan = { text };
    }

    /** What a tab gets; only the scanner wants the last code. */
    get tabProps() {
        const { now, scan } = this.state;
        const props = { feed: this.feed, now, floor: this.floor };
        return this.tab.key === "scan" ? { ...props, code: scan || undefined } : props;
    }

    /** Enter something: kept on the phone first, sent as soon as there is a way. */
    async act(action, jobId, values = {}, files = []) {
        const job = this.feed.jobs.find(({ id }) => id === jobId);
        const running = this.running;
        if (action === "start" && running && running.id !== jobId) {
            this.notify(_t("“%(job)s” is paused now.", { job: running.name }));
        }
        const seen = job ? { mechanic_id: job.mechanic_id, state: job.state } : {};
        await this.outbox.add(action, jobId, values, files, seen);
    }

    notify(text, kind = "info") {
        const toast = { id: crypto.randomUUID(), text: `${text}`, kind };
        this.state.toasts = [...this.state.toasts.slice(-2), toast];
        if (kind === "info" || kind === "success") {
            setTimeout(() => this.forget(toast.id), 5000);
        }
    }

    forget(id) {
        this.state.toasts = this.state.toasts.filter((toast) => toast.id !== id);
    }
}

import { Component, onMounted, onPatched } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { tabs } from "../floor_registry";
import { Moment, timeText } from "../moment";

const ICONS = {
    note: "fa-comment-o",
    assigned: "fa-wrench",
    part: "fa-cube",
    approved: "fa-thumbs-up",
    declined: "fa-thumbs-down",
    check: "fa-search",
    clock: "fa-clock-o",
    kept: "fa-exclamation-triangle",
};

function unread(feed) {
    return (feed.messages || []).filter((message) => !message.read);
}

/** What concerns me: assigned, part here, the customer's answer, the adviser's words. */
export class MessagesTab extends Component {
    static template = "garage_workorder.MechanicMessagesTab";
    static props = { feed: Object, now: Number, floor: Object };

    setup() {
        // shown is read; the adviser sees when
        this.noted = new Set();
        this.fresh = new Set(unread(this.props.feed).map(({ id }) => id));
        onMounted(() => this.noteRead());
        onPatched(() => this.noteRead());
    }

    get rows() {
        const jobs = new Set(this.props.feed.jobs.map(({ id }) => id));
        return (this.props.feed.messages || []).map((message) => ({
            ...message,
            icon: ICONS[message.kind] || ICONS.note,
            time: this.timeText(message.at),
            opens: jobs.has(message.job_id),
            fresh: !message.read || this.fresh.has(message.id),
        }));
    }

    timeText(at) {
        const moment = Moment.fromISO(at);
        if (moment.hasSame(new Moment(this.props.now))) {
            return timeText(at);
        }
        return moment.toLocaleString({
            weekday: "short",
            day: "numeric",
            month: "short",
        });
    }

    noteRead() {
        const ids = unread(this.props.feed)
            .map(({ id }) => id)
            .filter((id) => !this.noted.has(id));
        if (ids.length) {
            ids.forEach((id) => this.noted.add(id) && this.fresh.add(id));
            this.props.floor.act("read", null, { ids });
        }
    }
}

tabs.add("messages", {
    component: MessagesTab,
    sequence: 30,
    title: _t("Messages"),
    icon: "fa-comments-o",
    badge: (feed) => unread(feed).length,
});

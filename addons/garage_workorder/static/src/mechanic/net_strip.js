import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { timeText } from "./moment";

/** Entries of one kind in the mechanic's words. */
function actionText(entry) {
    return (
        {
            start: _t("Start"),
            pause: _t("Pause"),
            finish: _t("Finish"),
            tick: _t("Tick"),
            request: _t("Part request"),
            finding: _t("Finding"),
            note: _t("Note"),
        }[entry.action] || _t("Entry")
    ).toString();
}

/** What stands between the phone and the server, and what waits meanwhile. */
export class NetStrip extends Component {
    static template = "garage_workorder.MechanicNetStrip";
    static props = {
        trouble: { type: [String, { value: null }], optional: true },
        waiting: Array,
        refused: Array,
        lasting: Boolean,
        at: { type: String, optional: true },
        onDecide: Function,
    };

    setup() {
        this.state = useState({ open: false });
    }

    get isShown() {
        const { trouble, waiting, refused, lasting } = this.props;
        return Boolean(trouble || waiting.length || refused.length || !lasting);
    }

    get waitingText() {
        return _t("%(count)s waiting", { count: this.props.waiting.length });
    }

    get listText() {
        const time = timeText(this.props.at);
        return time ? _t("List of %(time)s.", { time }) : "";
    }

    get refusedRows() {
        return this.props.refused.map((entry) => ({
            entry,
            title: `${actionText(entry)} ${timeText(entry.at)}`,
            text: entry.values.text || "",
            why: this.whyText(entry.refused),
        }));
    }

    whyText(reason) {
        if (reason === "size") {
            return _t("The photo or video is too large for the server.");
        }
        if (reason === "server") {
            return _t("The server failed on it three times.");
        }
        return reason;
    }
}

import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";

const CALL_MANAGER_AFTER = 120;

/** One big panel: amount, device, what to do, seconds, and one way out. */
export class PaymentPanel extends Component {
    static template = "garage_pos_payment.PaymentPanel";
    static props = { line: Object, retry: Function, takeBack: Function };

    setup() {
        this.terminal = this.props.line.payment_method_id.payment_terminal;
        this.panels = useState(this.terminal.panels);
        this.clock = useState({ now: Date.now() });
        onMounted(() => {
            this.timer = setInterval(() => (this.clock.now = Date.now()), 1000);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    get panel() {
        return (
            this.panels[this.props.line.uuid] || this.terminal.panelOf(this.props.line)
        );
    }

    get phase() {
        return this.panel.phase;
    }

    get isUnknown() {
        return ["lost", "doubt"].includes(this.phase);
    }

    get isRunning() {
        return this.phase === "running";
    }

    get seconds() {
        return Math.max(0, Math.round((this.clock.now - this.panel.since) / 1000));
    }

    get waitsLong() {
        return this.isUnknown && this.seconds >= CALL_MANAGER_AFTER;
    }

    get className() {
        const level = {
            approved: "success",
            declined: "danger",
            lost: "warning",
            doubt: "warning",
        }[this.phase];
        return `garage-panel-${this.phase} alert-${level || "info"}`;
    }

    get icon() {
        return (
            {
                approved: "fa-check-circle",
                declined: "fa-times-circle",
                reversed: "fa-undo",
                lost: "fa-question-circle",
                doubt: "fa-question-circle",
            }[this.phase] || "fa-credit-card"
        );
    }

    get canTakeBack() {
        return this.phase !== "running" && this.terminal.canTakeBack(this.props.line);
    }

    get canRetry() {
        return ["pending", "retry"].includes(this.props.line.payment_status);
    }
}

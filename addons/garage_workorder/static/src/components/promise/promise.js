import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { promiseView } from "./promise_rules";

const { DateTime } = luxon;

/** One clock for all promises on a screen: they age together, every half minute. */
const ticker = {
    listeners: new Set(),
    timer: null,
    add(listener) {
        this.listeners.add(listener);
        this.timer ??= setInterval(
            () => this.listeners.forEach((tick) => tick()),
            30000,
        );
    },
    remove(listener) {
        this.listeners.delete(listener);
        if (!this.listeners.size) {
            clearInterval(this.timer);
            this.timer = null;
        }
    },
};

/** The time promised to the customer, in words that age. */
export class PromiseTime extends Component {
    static template = "garage_workorder.Promise";
    static props = {
        value: { optional: true },
        kept: { type: Boolean, optional: true },
    };
    static defaultProps = { kept: false };

    setup() {
        this.state = useState({ now: DateTime.now() });
        const tick = () => {
            this.state.now = DateTime.now();
        };
        onMounted(() => ticker.add(tick));
        onWillUnmount(() => ticker.remove(tick));
    }

    get view() {
        return promiseView(this.props.value, this.state.now, this.props.kept);
    }

    get exact() {
        const { value } = this.props;
        return value ? value.toLocaleString(DateTime.DATETIME_MED) : "";
    }
}

import { Component } from "@odoo/owl";
import { promiseView } from "../components/promise/promise_rules";
import { Moment } from "./moment";

/** The time promised to the customer, in words that age with the clock of the page. */
export class PromiseText extends Component {
    static template = "garage_workorder.MechanicPromise";
    static props = {
        value: { type: [String, Boolean], optional: true },
        now: { type: Number, optional: true },
        kept: { type: Boolean, optional: true },
    };

    get view() {
        const { value, kept } = this.props;
        const promised = value ? Moment.fromISO(value) : false;
        return promiseView(promised, new Moment(this.props.now || Date.now()), kept);
    }
}

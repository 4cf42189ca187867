import { Component, useState } from "@odoo/owl";
import { colourOfValue, numberOf, press, valueText } from "./inspection_rules";
import { resultView } from "./result_view";

/** Big keys for a measured value; shows the colour while typing. */
export class NumberPad extends Component {
    static template = "garage_workorder.InspectionNumberPad";
    static props = { item: Object, line: Object, onSave: Function, onClose: Function };

    setup() {
        const { value } = this.props.line;
        this.state = useState({ text: value === null ? "" : `${value}` });
        this.fresh = true;
        this.point = valueText({ decimals: 1 }, 1.1).charAt(1);
        this.keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "sign", "0", "."];
    }

    get shown() {
        return this.state.text.replace(".", this.point);
    }

    get view() {
        const number = numberOf(this.state.text);
        const colour =
            number === null ? "none" : colourOfValue(this.props.item, number);
        return resultView(this.props.item.worse ? colour : "none");
    }

    get limits() {
        const { item } = this.props;
        const text = (value) => valueText(item, value);
        return item.worse && { amber: text(item.amber), red: text(item.red) };
    }

    get before() {
        const { before } = this.props.line;
        return before && before.value !== null
            ? { text: valueText(this.props.item, before.value), date: before.date }
            : null;
    }

    labelOf(key) {
        return { sign: "±", ".": this.point }[key] || key;
    }

    type(key) {
        // the first key replaces what was measured before
        const text =
            this.fresh && key !== "back" && key !== "sign" ? "" : this.state.text;
        this.fresh = false;
        this.state.text = press(text, key);
    }

    save() {
        this.props.onSave(numberOf(this.state.text));
    }

    /** A keyboard or a gauge that types works as well. */
    onKey(ev) {
        const key = { Backspace: "back", ",": ".", "-": "sign" }[ev.key] || ev.key;
        if (key === "Enter") {
            this.save();
        } else if (key === "Escape") {
            this.props.onClose();
        } else if (/^(\d|\.|back|sign)$/.test(key)) {
            this.type(key);
        } else {
            return;
        }
        ev.preventDefault();
    }
}

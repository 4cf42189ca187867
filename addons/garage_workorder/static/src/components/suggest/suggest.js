import { Component, useRef, useState } from "@odoo/owl";
import { useAutofocus } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";

let nextId = 0;

/**
 * A text box that offers what is already known, and keeps free text otherwise.
 * Arrow keys choose, Enter takes the chosen one; Tab never takes anything.
 */
export class Suggest extends Component {
    static template = "garage_workorder.Suggest";
    static props = {
        value: String,
        load: Function, // (text) => Promise<[{id, label, detail}]>
        onInput: Function, // (text)
        onSelect: Function, // (option)
        onEnter: { type: Function, optional: true }, // (options) nothing was chosen
        placeholder: { type: String, optional: true },
        label: String,
        className: { type: String, optional: true },
        autofocus: { type: Boolean, optional: true },
    };
    static defaultProps = { placeholder: "", className: "", onEnter: () => {} };

    setup() {
        this.id = `o_garage_suggest_${++nextId}`;
        this.state = useState({ options: [], active: -1, open: false });
        this.input = this.props.autofocus
            ? useAutofocus({ refName: "input" })
            : useRef("input");
        this.request = 0;
        this.search = useDebounced(() => this.loadOptions(), 150);
    }

    get isOpen() {
        return this.state.open && this.state.options.length > 0;
    }

    async loadOptions() {
        const request = ++this.request;
        const text = this.input.el?.value.trim() || "";
        const options = text.length > 1 ? await this.props.load(text) : [];
        if (request === this.request) {
            Object.assign(this.state, { options, active: -1 });
        }
        return options;
    }

    onInput(ev) {
        this.state.open = true;
        this.props.onInput(ev.target.value);
        this.search();
    }

    onBlur() {
        this.state.open = false;
    }

    select(option) {
        this.state.open = false;
        this.props.onSelect(option);
    }

    async onKeydown(ev) {
        const { options, active } = this.state;
        if (ev.key === "ArrowDown" && options.length) {
            ev.preventDefault();
            Object.assign(this.state, {
                open: true,
                active: Math.min(active + 1, options.length - 1),
            });
        } else if (ev.key === "ArrowUp" && this.isOpen) {
            ev.preventDefault();
            this.state.active = Math.max(active - 1, -1);
        } else if (ev.key === "Enter" && !ev.ctrlKey) {
            await this.onEnter(ev);
        } else if (ev.key === "Escape" && this.isOpen) {
            ev.preventDefault();
            ev.stopPropagation();
            this.state.open = false;
        }
    }

    async onEnter(ev) {
        ev.preventDefault();
        const chosen = this.isOpen && this.state.options[this.state.active];
        if (chosen) {
            this.select(chosen);
            return;
        }
        const options = await this.loadOptions();
        this.state.open = options.length > 0;
        this.props.onEnter(options);
    }
}

import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

/**
 * One value that is changed in place. What is being typed is never overwritten by
 * news from elsewhere; it is handed over with the value that stood there before.
 */
export class CardInput extends Component {
    static template = "garage_workorder.CardInput";
    static props = {
        value: { type: [String, Number] },
        format: { type: Function, optional: true },
        parse: { type: Function, optional: true },
        onCommit: Function, // (value, base)
        onEnter: { type: Function, optional: true },
        label: String,
        name: { type: String, optional: true },
        className: { type: String, optional: true },
        placeholder: { type: String, optional: true },
        readonly: { type: Boolean, optional: true },
        numeric: { type: Boolean, optional: true },
        focusKey: { type: [Number, String, Boolean], optional: true },
    };
    static defaultProps = {
        format: (value) => String(value),
        parse: (text) => text.trim(),
        onEnter: () => {},
        className: "",
        placeholder: "",
        readonly: false,
        numeric: false,
        focusKey: false,
    };

    setup() {
        this.input = useRef("input");
        this.state = useState({ draft: null, wrong: false });
        this.base = undefined;
        useEffect(
            (key) => {
                if (key) {
                    this.input.el?.focus();
                    this.input.el?.select();
                }
            },
            () => [this.props.focusKey],
        );
    }

    get title() {
        return this.state.wrong
            ? _t("This is no number. Type it again, or press Escape.")
            : this.props.label;
    }

    get shown() {
        return this.state.draft ?? this.props.format(this.props.value);
    }

    onFocus(ev) {
        this.base = this.props.value;
        if (this.props.numeric) {
            ev.target.select();
        }
    }

    onInput(ev) {
        this.state.draft = ev.target.value;
        this.state.wrong = false;
    }

    commit() {
        if (this.state.draft === null) {
            return true;
        }
        let value;
        try {
            value = this.props.parse(this.state.draft);
        } catch {
            this.state.wrong = true;
            return false;
        }
        this.state.draft = null;
        if (value !== this.base) {
            this.props.onCommit(value, this.base);
        }
        return true;
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && !ev.shiftKey) {
            ev.preventDefault();
            ev.stopPropagation();
            if (this.commit()) {
                this.props.onEnter();
            }
        } else if (ev.key === "Escape" && this.state.draft !== null) {
            ev.preventDefault();
            ev.stopPropagation();
            Object.assign(this.state, { draft: null, wrong: false });
        }
    }
}

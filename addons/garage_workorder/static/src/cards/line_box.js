import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { askUser } from "./ask_user";

let nextId = 0;

/**
 * The box under the lines of a job: type a product or anything else.
 * Arrow keys choose, Enter takes the chosen offer, else the first one.
 */
export class LineBox extends Component {
    static template = "garage_workorder.LineBox";
    static props = {
        jobId: Number,
        onAdd: Function, // (values)
        placeholder: { type: String, optional: true },
        text: { type: String, optional: true },
        needId: { type: Number, optional: true },
        focusKey: { type: [Number, String, Boolean], optional: true },
    };
    static defaultProps = { placeholder: "", text: "", focusKey: false };

    setup() {
        this.id = `o_garage_line_box_${++nextId}`;
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.input = useRef("input");
        this.state = useState({ text: "", offers: [], active: 0, open: false });
        this.request = 0;
        this.search = useDebounced(() => this.load(), 150);
        this.fillLater = useDebounced(() => this.fillOffers(), 700);
        useEffect(
            (key) => key && this.input.el?.focus(),
            () => [this.props.focusKey],
        );
    }

    get isOpen() {
        return this.state.open && this.state.offers.length > 0;
    }

    async load() {
        const request = ++this.request;
        const text = this.state.text.trim();
        const products =
            text.length > 1
                ? await this.orm.silent.call("garage.job", "search_card_products", [
                      [this.props.jobId],
                      text,
                  ])
                : [];
        if (request === this.request) {
            const found = products.filter((offer) => this.isWanted(offer));
            const offers = text ? [...found, ...this.freeOffers(text)] : [];
            Object.assign(this.state, { offers, active: 0, open: true });
            this.fillLater();
        }
    }

    /** What is known a moment later stands in the same rows; none of them moves. */
    async fillOffers() {
        const request = this.request;
        const ids = this.state.offers
            .filter((offer) => offer.later)
            .map((offer) => offer.id);
        if (!ids.length || !this.isOpen) {
            return;
        }
        const details = await this.orm.silent.call("garage.job", "fill_card_offers", [
            [this.props.jobId],
            ids,
        ]);
        if (request === this.request) {
            for (const offer of this.state.offers) {
                offer.detail = details[offer.id] ?? offer.detail;
            }
        }
    }

    /** A part to choose is answered by parts only. */
    isWanted(offer) {
        return !this.props.needId || offer.values?.kind !== "labour";
    }

    /** What a text can become that is no product. */
    freeOffers(text) {
        const offers = [
            {
                id: "labour",
                label: _t("Labour: %s", text),
                detail: _t("one hour"),
                values: { kind: "labour", name: text },
            },
            {
                id: "need",
                label: _t("Part to choose: %s", text),
                detail: _t("chosen later"),
                values: { kind: "need", name: text },
            },
            {
                id: "sublet",
                label: _t("Outside work: %s", text),
                detail: _t("with its purchase price"),
                values: { kind: "sublet", name: text },
            },
        ];
        return this.props.needId ? [] : offers;
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.search();
    }

    onBlur() {
        this.state.open = false;
    }

    async take(offer) {
        if (offer.disabled) {
            return;
        }
        if (offer.confirm && !(await askUser(this.dialog, offer))) {
            return;
        }
        const values = { ...offer.values };
        if (this.props.needId) {
            values.need_id = this.props.needId;
        }
        Object.assign(this.state, { text: "", offers: [], open: false });
        this.request++;
        this.search.cancel();
        this.fillLater.cancel();
        this.props.onAdd(values);
    }

    async onKeydown(ev) {
        const { offers, active } = this.state;
        const steps = { ArrowDown: 1, ArrowUp: -1 }[ev.key];
        if (steps && this.isOpen) {
            ev.preventDefault();
            this.state.active = (active + steps + offers.length) % offers.length;
        } else if (ev.key === "Enter" && this.state.text.trim()) {
            ev.preventDefault();
            ev.stopPropagation();
            if (!this.isOpen) {
                this.search.cancel();
                await this.load();
            }
            const offer = this.state.offers[this.state.active];
            if (offer) {
                this.take(offer);
            }
        } else if (ev.key === "Escape" && this.isOpen) {
            ev.preventDefault();
            ev.stopPropagation();
            this.state.open = false;
        }
    }
}

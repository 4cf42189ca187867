import { Component } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";
import { parseFloat } from "@web/views/fields/parsers";
import { CardInput } from "./card_input";
import { KIND_ICONS } from "./card_rules";

/** One line of a card, changed in place. */
export class CardLine extends Component {
    static template = "garage_workorder.CardLine";
    static components = { CardInput };
    static props = {
        line: Object,
        currencyId: Number,
        margins: Boolean,
        focusKey: { type: [Number, String, Boolean], optional: true },
        onSave: Function, // (line, values, base)
        onRemove: Function, // (line)
        onAction: Function, // (line, action)
        onEnter: Function,
    };

    setup() {
        this.parse = (text) => parseFloat(text, { allowOperation: true });
        this.quantity = (value) => formatFloat(value, { trailingZeros: false });
        this.price = (value) => formatFloat(value, { digits: [16, 2] });
        this.share = (value) =>
            value ? formatFloat(value, { trailingZeros: false }) : "";
        this.parseShare = (text) => (text.trim() ? this.parse(text) : 0);
    }

    get icon() {
        return KIND_ICONS[this.props.line.kind];
    }

    get isSublet() {
        return "purchase_price" in this.props.line;
    }

    get isOff() {
        return !this.props.line.product_uom_qty;
    }

    get marginTitle() {
        const { line, margins } = this.props;
        return margins ? _t("Margin %s", this.money(line.margin)) : "";
    }

    money(amount) {
        return formatCurrency(amount, this.props.currencyId);
    }

    save(name, value, base) {
        this.props.onSave(this.props.line, { [name]: value }, { [name]: base });
    }

    onKeydown(ev) {
        if (ev.altKey && ev.key === "Delete" && this.props.line.editable) {
            ev.preventDefault();
            this.props.onRemove(this.props.line);
        }
    }
}

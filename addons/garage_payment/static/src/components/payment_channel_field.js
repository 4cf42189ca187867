import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const CHANNELS = {
    online: { icon: "fa-link", label: _t("Online") },
    cash: { icon: "fa-money", label: _t("Cash") },
    card: { icon: "fa-credit-card", label: _t("Card at the counter") },
    bank: { icon: "fa-university", label: _t("Bank") },
    account: { icon: "fa-file-text-o", label: _t("On account") },
    gift_card: { icon: "fa-gift", label: _t("Gift card") },
    terminal: { icon: "fa-hourglass-half", label: _t("Terminal, not booked yet") },
};

/** Channels of a payment as icons with words; the value is "cash,card". */
export class PaymentChannelField extends Component {
    static template = "garage_payment.PaymentChannelField";
    static props = { ...standardFieldProps };

    get channels() {
        const value = this.props.record.data[this.props.name] || "";
        return value
            .split(",")
            .filter((code) => code in CHANNELS)
            .map((code) => ({ code, ...CHANNELS[code] }));
    }
}

registry.category("fields").add("garage_payment_channel", {
    component: PaymentChannelField,
    displayName: _t("Payment channels"),
    supportedTypes: ["char", "selection"],
});

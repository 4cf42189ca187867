import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";

/** The numbers on the slip of a terminal that hangs on no box. */
export class SlipPopup extends Component {
    static template = "garage_pos_payment.SlipPopup";
    static components = { Dialog };
    static props = {
        amount: String,
        isTaken: Function,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ slip: "", last4: "", error: "" });
        useAutofocus({ refName: "slip" });
    }

    get problem() {
        const slip = this.state.slip.trim();
        if (!slip) {
            return _t("Type the number that stands on the slip of the terminal.");
        }
        if (/\d{12,}/.test(slip.replace(/[ -]/g, ""))) {
            return _t("That looks like a card number. Type the number of the slip.");
        }
        if (!/^(\d{4})?$/.test(this.state.last4.trim())) {
            return _t("The card is known by its last four digits, e.g. 4242.");
        }
        if (this.props.isTaken(slip)) {
            return _t("Slip %(slip)s is entered already.", { slip });
        }
        return "";
    }

    confirm() {
        this.state.error = this.problem;
        if (this.state.error) {
            return;
        }
        this.props.getPayload({
            slip: this.state.slip.trim(),
            last4: this.state.last4.trim(),
        });
        this.props.close();
    }
}

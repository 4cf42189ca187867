import { Component, useState } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";
import { askUser } from "./ask_user";
import { CardInput } from "./card_input";
import { CardLine } from "./card_line";
import { LineBox } from "./line_box";
import { restoredLine } from "./card_rules";

/** One job: a section of the order that folds, with its lines changed in place. */
export class JobCard extends Component {
    static template = "garage_workorder.JobCard";
    static components = { CardInput, CardLine, Dropdown, DropdownItem, LineBox };
    static props = {
        card: Object,
        open: Boolean,
        editable: Boolean,
        prices: Boolean,
        margins: Boolean,
        currencyId: Number,
        mechanics: Array,
        focusBox: { type: [Number, Boolean], optional: true },
        onToggle: Function,
        onCard: Function, // (card) the server's answer
        onRefresh: Function,
        onMove: Function, // (steps)
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.action = useService("action");
        this.state = useState({ clash: null, newLine: 0, box: 0 });
    }

    get focusBox() {
        return this.state.box || this.props.focusBox || false;
    }

    get foldLabel() {
        return this.props.open ? _t("Fold") : _t("Unfold");
    }

    money(amount) {
        return formatCurrency(amount, this.props.currencyId);
    }

    hours(value) {
        return formatFloat(value, { digits: [16, 1] });
    }

    percent(value) {
        return formatFloat(value * 100, { digits: [16, 0] });
    }

    quantity(value) {
        return formatFloat(value, { trailingZeros: false });
    }

    call(method, args) {
        return this.orm.call("garage.job", method, [[this.props.card.id], ...args]);
    }

    async saveJob(values, base) {
        const answer = await this.call("save_card", [values, base]);
        this.props.onCard(answer.card);
        this.showClash(answer, {
            take: () => this.saveJob(values, {}),
        });
    }

    saveMechanic(ev) {
        const value = Number(ev.target.value) || false;
        const base = this.props.card.mechanic[0] || false;
        return this.saveJob({ mechanic_id: value }, { mechanic_id: base });
    }

    /** Another day on which declined work is offered again, or none. */
    async saveComesBack(ev) {
        try {
            this.props.onCard(await this.call("set_followup_date", [ev.target.value]));
        } catch (error) {
            ev.target.value = this.props.card.comes_back.date;
            throw error;
        }
    }

    async saveLine(line, values, base) {
        const answer = await this.call("save_card_line", [line.id, values, base]);
        this.props.onCard(answer.card);
        if (answer.ask) {
            // an add-on wants to know more about what was just typed
            const onClose = () => this.props.onRefresh();
            await this.action.doAction(answer.ask, { onClose });
        }
        this.showClash(answer, {
            take: () => this.saveLine(line, values, {}),
            restore: () => this.restoreLine(line, values),
        });
    }

    async removeLine(line) {
        const { product_uom_qty, price_unit, discount } = line;
        await this.removeSeen(line, { product_uom_qty, price_unit, discount });
    }

    async removeSeen(line, base) {
        const answer = await this.call("remove_card_line", [line.id, base]);
        this.props.onCard(answer.card);
        this.showClash(answer, { take: () => this.removeSeen(line, {}) });
        this.focusLineBox();
    }

    async restoreLine(line, mine) {
        const { card } = await this.call("restore_card_line", [
            restoredLine(line, mine),
        ]);
        this.props.onCard(card);
    }

    async addLine(values) {
        const answer = await this.call("add_card_line", [values]);
        this.state.newLine = answer.line_id || 0;
        this.props.onCard(answer.card);
        if (!answer.line_id) {
            this.focusLineBox();
        }
    }

    focusLineBox() {
        this.state.newLine = 0;
        this.state.box = this.state.box + 1;
    }

    /** Somebody else wrote the same thing: say it, and let the user take either. */
    showClash({ clash, gone }, choices) {
        if (gone) {
            this.state.clash = {
                text: gone,
                keep: _t("Leave it off"),
                take: { label: _t("Put it back with my value"), run: choices.restore },
            };
        } else if (clash?.length) {
            this.state.clash = {
                text: clash.map(({ text }) => text).join(" "),
                keep: _t("Keep that"),
                take: { label: _t("Take mine"), run: choices.take },
            };
        } else {
            this.state.clash = null;
        }
    }

    keepTheirs() {
        this.state.clash = null;
    }

    async takeMine() {
        const { run } = this.state.clash.take;
        this.state.clash = null;
        await run();
    }

    async setToFollow(need, toFollow) {
        const card = await this.orm.call("garage.job.need", "set_price_to_follow", [
            [need.id],
            toFollow,
        ]);
        this.props.onCard(card);
    }

    async dropNeed(need) {
        this.props.onCard(await this.orm.call("garage.job.need", "drop", [[need.id]]));
    }

    async runAction(model, id, { method, confirm, label }) {
        if (confirm && !(await askUser(this.dialog, { label, confirm }))) {
            return;
        }
        const action = await this.orm.call(model, method, [[id]]);
        if (action && action.type) {
            await this.action.doAction(action, {
                onClose: () => this.props.onRefresh(),
            });
        }
        await this.props.onRefresh();
    }

    onHandleKeydown(ev) {
        const steps = { ArrowUp: -1, ArrowDown: 1 }[ev.key];
        if (ev.altKey && steps) {
            ev.preventDefault();
            this.props.onMove(steps);
        }
    }
}

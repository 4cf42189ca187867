import {
    Component,
    onMounted,
    onPatched,
    onWillStart,
    useRef,
    useState,
} from "@odoo/owl";
import { formatDate, deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatCurrency } from "@web/core/currency";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const LEVELS = {
    certain: "text-bg-success",
    likely: "text-bg-info",
    possible: "text-bg-warning",
    weak: "text-bg-light",
};

/** Bank lines in three groups: posted by themselves, to confirm, nothing found. */
export class BankMatch extends Component {
    static template = "garage_receivables.BankMatch";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.rootRef = useRef("root");
        this.display = { controlPanel: {} };
        this.state = useState({
            posted: [],
            confirm: [],
            none: [],
            mayWrite: false,
            showPosted: true,
            busy: 0,
            loaded: false,
        });
        this.focusNext = false;
        onWillStart(() => this.load());
        onMounted(() => this.focusRow());
        onPatched(() => this.focusNext && this.focusRow());
    }

    async load() {
        const screen = await this.orm.call("garage.match.proposal", "get_screen", []);
        Object.assign(this.state, {
            posted: screen.posted,
            confirm: screen.confirm,
            none: screen.none,
            mayWrite: screen.may_write,
            loaded: true,
        });
    }

    /** Put the focus on the next line to confirm, so that Enter goes on working. */
    focusRow() {
        this.focusNext = false;
        this.rootRef.el?.querySelector(".o_garage_match_confirm")?.focus();
    }

    money(amount, line) {
        return formatCurrency(amount, line.currency_id);
    }

    day(line) {
        return formatDate(deserializeDate(line.date));
    }

    level(proposal) {
        return LEVELS[proposal.confidence];
    }

    itemNames(proposal) {
        return proposal.items.map((item) => item.name).join(", ");
    }

    async run(lineId, method, proposal) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = lineId;
        try {
            await this.orm.call("garage.match.proposal", method, [[proposal.id]]);
            this.focusNext = true;
        } finally {
            this.state.busy = 0;
            await this.load();
        }
    }

    async approve(line, proposal) {
        await this.run(line.id, "action_approve", proposal);
        this.notification.add(
            _t("%(names)s matched.", { names: this.itemNames(proposal) }),
            { type: "success" },
        );
    }

    async undo(line, proposal) {
        await this.run(line.id, "action_undo", proposal);
        this.notification.add(
            _t("The match was taken back. The bank line is open again."),
            {
                type: "info",
            },
        );
    }

    /** Enter takes the best proposal, 1 to 3 choose, arrows go from line to line. */
    onKeydown(ev, line) {
        const index = ev.key === "Enter" ? 0 : Number(ev.key) - 1;
        if (ev.target !== ev.currentTarget) {
            return;
        }
        if (this.state.mayWrite && line.proposals[index]) {
            ev.preventDefault();
            this.approve(line, line.proposals[index]);
        } else if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            this.moveFocus(ev.currentTarget, ev.key === "ArrowDown" ? 1 : -1);
        }
    }

    moveFocus(row, step) {
        const rows = [...this.rootRef.el.querySelectorAll("[data-match-row]")];
        rows[rows.indexOf(row) + step]?.focus();
    }

    /** The reconciliation screen, for what no rule could tell. */
    async openReconcile(line) {
        const context = {
            active_id: line.journal_id,
            default_journal_id: line.journal_id,
            view_ref: "account_reconcile_oca.bank_statement_line_form_reconcile_view",
        };
        const action = await this.action.loadAction(
            "account_reconcile_oca.action_bank_statement_line_reconcile",
            context,
        );
        return this.action.doAction(
            { ...action, domain: [["id", "=", line.id]] },
            { additionalContext: context },
        );
    }

    openInvoice(item) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "account.move",
            res_id: item.move_id,
            views: [[false, "form"]],
        });
    }

    /** The wizard opens what follows by itself, this screen anew among others. */
    importFile() {
        return this.action.doAction(
            "garage_receivables.account_statement_import_action_garage",
        );
    }

    async matchAgain() {
        await this.orm.call("garage.match.proposal", "action_match_again", []);
        await this.load();
    }
}

registry.category("actions").add("garage_receivables.bank_match", BankMatch);

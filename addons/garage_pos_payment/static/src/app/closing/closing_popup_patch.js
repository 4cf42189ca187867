import { onMounted, useState } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { formatDateTime } from "@web/core/l10n/dates";
import { uuidv4 } from "@point_of_sale/utils";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { BoxError, BoxUnreachable } from "../box/box_client";
import { GaragePrinter } from "../printer/garage_printer";
import { zReport } from "../printer/z_report_document";
import { closingSlip } from "./closing_slip";

const KINDS = {
    only_terminal: () => _t("charged at the terminal, not booked at the till"),
    only_till: () => _t("booked at the till, unknown to the terminal"),
    amount: () => _t("another amount at the terminal"),
};

patch(ClosePosPopup.prototype, {
    setup() {
        super.setup(...arguments);
        this.garage = useState({ rows: [], loading: false, slips: null });
        onMounted(() => this.garageAskTerminals());
        onMounted(() => this.garageAskSlips());
    },

    /** Ask each terminal for its totals and let the server compare them. */
    async garageAskTerminals() {
        const terminals = this.pos.garageTerminals();
        if (!terminals.length) {
            return;
        }
        this.garage.loading = true;
        const totals = {};
        await Promise.all(
            terminals.map(async (device) => {
                totals[device.id] = await this.garageTotalsOf(device);
            }),
        );
        try {
            this.garage.rows = await this.pos.data.call(
                "pos.session",
                "garage_compare_terminals",
                [this.pos.session.id, totals],
            );
        } finally {
            this.garage.loading = false;
        }
    },

    /** Slips of stand-alone terminals: money that only paper proves so far. */
    async garageAskSlips() {
        const methods = this.pos.config.payment_method_ids;
        if (methods.some((method) => method.garage_standalone)) {
            this.garage.slips = await this.pos.data.call(
                "pos.session",
                "garage_closing_slips",
                [this.pos.session.id],
            );
        }
    },

    /** The slip that goes with the money, as counted now; a copy may be printed anew. */
    async garagePrintClosing() {
        await this.env.services.printer.garagePrint(this.pos.garagePrinter, {
            document: `closing:${this.pos.session.id}:${uuidv4()}`,
            kind: "closing",
            data: closingSlip(this.garageClosing),
        });
    },

    get garageClosing() {
        const { company, config, session } = this.pos;
        const cashier = this.pos.getCashier()?.name || "";
        return {
            company: company.name,
            info: [
                [config.name, formatDateTime(luxon.DateTime.now())],
                [_t("Cashier"), cashier],
                [_t("Session"), session.name],
            ],
            denominations: this.garageDenominations,
            methods: this.garageMethods,
            terminals: this.garage.rows.map((row) => [
                row.name,
                row.asked ? this.garageMoney(row.terminal) : _t("not asked"),
            ]),
            notes: this.state.notes,
        };
    },

    get garageDenominations() {
        return Object.entries(this.moneyDetails || {})
            .filter(([, number]) => number)
            .sort(([one], [other]) => other - one)
            .map(([value, number]) => [
                `${number} x ${this.garageMoney(Number(value))}`,
                this.garageMoney(value * number),
            ]);
    },

    get garageMethods() {
        const { default_cash_details: cash, non_cash_payment_methods: rest } =
            this.props;
        const methods = cash?.id ? [cash, ...rest] : rest;
        return methods.map(({ id, name, amount }) => {
            const counted = this.state.payments[id] && this.getDifference(id);
            const known = Number.isFinite(counted);
            return {
                name,
                amount: this.garageMoney(amount),
                details: known
                    ? [
                          [_t("counted"), this.garageMoney(amount + counted)],
                          [_t("difference"), this.garageMoney(counted)],
                      ]
                    : [],
            };
        });
    },

    garageMoney(amount) {
        return this.env.utils.formatCurrency(amount);
    },

    async garageTotalsOf(device) {
        try {
            return await this.pos.garageBox.clientOf(device).totals(device.identifier);
        } catch (error) {
            if (error instanceof BoxUnreachable) {
                return {
                    error: _t("The box does not answer. Check its power and network."),
                };
            }
            if (error instanceof BoxError) {
                return { error: error.message };
            }
            throw error;
        }
    },

    /** A difference with the terminal is closed with a reason only. */
    async confirm() {
        const differs = this.garage.rows.some((line) => line.missing?.length);
        if (differs && !this.state.notes.trim()) {
            this.dialog.add(AlertDialog, {
                title: _t("Till and terminal differ"),
                body: _t(
                    "Write the reason into the closing note, then close the register.",
                ),
            });
            return;
        }
        return super.confirm(...arguments);
    },

    /** The register is closed: print the Z report before the page goes away. */
    async closeSession() {
        const { router } = this.pos;
        let leave = false;
        router.close = () => (leave = true);
        try {
            await super.closeSession(...arguments);
        } finally {
            delete router.close;
        }
        if (leave) {
            await this.garagePrintZ();
            router.close();
        }
    },

    /** A printer that fails does not keep the register: the report stays printable. */
    async garagePrintZ() {
        const printer = this.hardwareProxy.printer;
        if (
            this.pos.session.state !== "closed" ||
            !(printer instanceof GaragePrinter)
        ) {
            return;
        }
        const values = await this.pos.data.call("pos.session", "garage_z_receipt", [
            this.pos.session.id,
        ]);
        if (values) {
            await printer.printDocument(`z:${values.id}`, "z_report", zReport(values));
        }
    },

    garageReason(missing) {
        return KINDS[missing.kind]();
    },
});

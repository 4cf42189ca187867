import { onMounted, useState } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { BoxError, BoxUnreachable } from "../box/box_client";
import { GaragePrinter } from "../printer/garage_printer";
import { zReport } from "../printer/z_report_document";

const KINDS = {
    only_terminal: () => _t("charged at the terminal, not booked at the till"),
    only_till: () => _t("booked at the till, unknown to the terminal"),
    amount: () => _t("another amount at the terminal"),
};

patch(ClosePosPopup.prototype, {
    setup() {
        super.setup(...arguments);
        this.garage = useState({ rows: [], loading: false });
        onMounted(() => this.garageAskTerminals());
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

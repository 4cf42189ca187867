import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { debounce } from "@web/core/utils/timing";
import { ConnectionLostError } from "@web/core/network/rpc";
import { uuidv4 } from "@point_of_sale/utils";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { VehiclePopup } from "./vehicle_popup/vehicle_popup";
import { WorkordersPopup } from "./workorders_popup/workorders_popup";

const COUNT_EVERY_MS = 60000;

patch(PosStore.prototype, {
    async setup() {
        this.garageReadyCount = 0;
        return super.setup(...arguments);
    },

    async afterProcessServerData() {
        const result = await super.afterProcessServerData();
        if (!this.models["garage.workorder"]) {
            return result; // a till of someone without access to the workshop
        }
        const count = debounce(() => this.garageCountReady(), 500);
        this.bus.subscribe("garage_workorder", count);
        setInterval(() => this.garageCountReady(), COUNT_EVERY_MS);
        this.garageCountReady();
        return result;
    },

    async garageCountReady() {
        try {
            this.garageReadyCount = await this.data.call(
                "garage.workorder",
                "garage_pos_count",
                [this.config.id],
            );
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },

    garageWorkorders() {
        this.dialog.add(WorkordersPopup, {
            search: (text) =>
                this.data.call("garage.workorder", "garage_pos_list", [
                    this.config.id,
                    text,
                ]),
            open: (row) => this.garageOpenWorkorder(row),
            pay: (row) => this.garagePayWorkorder(row),
            print:
                this.garagePrinter && ((row, kind) => this.garagePrintPaper(row, kind)),
        });
    },

    /** Slip for the bay or label for the key, on the till's own printer. */
    async garagePrintPaper(row, kind) {
        const method = kind === "key_tag" ? "garage_pos_key_tag" : "garage_pos_slip";
        let data;
        try {
            data = await this.data.call("garage.workorder", method, [
                [row.workorder_id],
            ]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.notification.add(
                _t("The server is away. Print it when the connection is back."),
                { type: "warning" },
            );
            return;
        }
        // Every press is a new sheet; a repeat after a fault keeps its own key.
        const document = `${uuidv4()}:${kind}`;
        const printed = await this.env.services.printer.garagePrint(
            this.garagePrinter,
            { document, kind, data },
        );
        if (printed) {
            this.notification.add(_t("Printed"), { type: "success" });
        }
    },

    garageChooseVehicle() {
        this.dialog.add(VehiclePopup, {
            search: (text) => this.data.call("garage.vehicle", "search_box", [text]),
            choose: (row) => this.garageSetVehicle(row),
        });
    },

    async garageSetVehicle(row) {
        const order = this.getOrder() || this.addNewOrder();
        order.garage_vehicle_id = await this.garageFetch("garage.vehicle", row.id);
        this.garageShowAlert(order.garage_vehicle_id);
        const owner = order.garage_vehicle_id?.raw.owner_id;
        if (owner && !order.getPartner()) {
            order.setPartner(await this.garageFetch("res.partner", owner));
        }
    },

    async garageFetch(model, id) {
        if (!this.models[model].get(id)) {
            await this.data.read(model, [id]);
        }
        return this.models[model].get(id);
    },

    garageOrderOf(workorderId) {
        return this.models["pos.order"].find(
            (order) =>
                !order.finalized && order.garage_workorder_id?.id === workorderId,
        );
    },

    /** Put a work order on the till without billing it yet. */
    async garageOpenWorkorder(row) {
        const order = await this.garageLoadWorkorder(row);
        this.setOrder(order);
        this.navigate("ProductScreen", { orderUuid: order.uuid });
        return order;
    },

    async garageLoadWorkorder(row) {
        const known = this.garageOrderOf(row.workorder_id);
        if (known) {
            return known;
        }
        const order = this.garageFreshOrder();
        await this.garagePrepareSettlement(order, row, row.amount);
        return order;
    },

    async garagePayWorkorder(row) {
        const order = await this.garageLoadWorkorder(row);
        this.setOrder(order);
        await this.pay();
    },

    async garagePrepareSettlement(order, item, amount) {
        if (item.workorder_id) {
            await this.garageLinkWorkorder(order, item);
            item = { ...item, label: this.garageLabel(item) };
        }
        return super.garagePrepareSettlement(order, item, amount);
    },

    async garageLinkWorkorder(order, item) {
        order.garage_workorder_id = await this.garageFetch(
            "garage.workorder",
            item.workorder_id,
        );
        order.garage_vehicle_id = await this.garageFetch(
            "garage.vehicle",
            item.vehicle_id,
        );
        this.garageShowAlert(order.garage_vehicle_id);
    },

    /** An alert on the vehicle stands in the way until somebody has read it. */
    garageShowAlert(vehicle) {
        const alert = (vehicle?.alert_note || "").trim();
        if (alert) {
            this.dialog.add(AlertDialog, {
                title: _t("Alert: %(vehicle)s", { vehicle: vehicle.display_name }),
                body: alert,
                confirmLabel: _t("I have read it"),
            });
        }
    },

    garageLabel({ workorder, plate, jobs }) {
        return [[workorder, plate].filter(Boolean).join(" · "), ...(jobs || [])].join(
            "\n",
        );
    },

    garageCopyContext(from, to) {
        super.garageCopyContext(...arguments);
        to.garage_vehicle_id = from.garage_vehicle_id;
    },

    /** Going to payment posts the bill of the work order, and not before. */
    async pay() {
        const order = this.getOrder();
        if (order?.isUnbilledWorkorder && !(await this.garageBill(order))) {
            return;
        }
        return super.pay(...arguments);
    },

    async validateOrderFast() {
        const order = this.getOrder();
        if (order?.isUnbilledWorkorder && !(await this.garageBill(order))) {
            return;
        }
        return super.validateOrderFast(...arguments);
    },

    async garageBill(order) {
        let bill;
        try {
            bill = await this.data.call("garage.workorder", "garage_pos_bill", [
                [order.garage_workorder_id.id],
                this.config.id,
            ]);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.notification.add(
                _t(
                    "The server is away. The amount is the one shown last; the bill follows.",
                ),
            );
            order.setToInvoice(true);
            return true;
        }
        await this.garageAttachBill(order, bill);
        return true;
    },

    async garageAttachBill(order, bill) {
        const line = order.lines.find((one) => one.isSettlementLine);
        order.setPartner(await this.garageFetch("res.partner", bill.partner_id));
        line.garageSetBillAmount(bill.residual);
        await this.data.read("account.move", [bill.id]);
        order.garage_invoice_id = this.models["account.move"].get(bill.id);
        order.setToInvoice(true);
    },

    async postSyncAllOrders(orders) {
        await super.postSyncAllOrders(...arguments);
        if (orders.some((order) => order.finalized && order.garage_workorder_id)) {
            this.garageCountReady();
        }
    },
});

import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { PosOrder } from "@point_of_sale/app/models/pos_order";

patch(PosOrder.prototype, {
    get isSettlement() {
        return super.isSettlement || this.paysWorkorder;
    },

    /** The order carries the bill of a work order, posted or still to be posted. */
    get paysWorkorder() {
        return (
            Boolean(this.garage_workorder_id) &&
            this.lines.some((line) => line.isSettlementLine)
        );
    },

    get isUnbilledWorkorder() {
        return this.paysWorkorder && !this.garage_invoice_id;
    },

    garageLeaveBill() {
        super.garageLeaveBill();
        this.garage_workorder_id = undefined;
    },

    garageReceiptLines() {
        const vehicle = this.garage_vehicle_id;
        const workorder = this.garage_workorder_id;
        return [
            ...(vehicle ? [vehicle.display_name] : []),
            ...(workorder ? [_t("Work order %(name)s", { name: workorder.name })] : []),
            ...super.garageReceiptLines(),
        ];
    },
});

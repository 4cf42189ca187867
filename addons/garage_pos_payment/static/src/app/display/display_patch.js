import { patch } from "@web/core/utils/patch";
import { CustomerDisplayPosAdapter } from "@point_of_sale/app/customer_display/customer_display_adapter";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { BoxError, BoxUnreachable } from "../box/box_client";
import { displayLines } from "./display_lines";

patch(CustomerDisplayPosAdapter.prototype, {
    /** The line display of the counter shows what Odoo's own customer display shows. */
    dispatch(pos) {
        super.dispatch(...arguments);
        pos.garageShow(displayLines(this.data));
    },
});

patch(PosStore.prototype, {
    get garageDisplays() {
        const box = this.config.garage_printer_id?.box_id;
        const devices = this.models["garage.iot.device"]?.getAll() || [];
        return devices.filter((one) => one.kind === "display" && one.box_id === box);
    },

    /** The newest text wins; a display that is off is no reason to stop anybody. */
    async garageShow(lines) {
        const waiting = this.garageShown !== undefined;
        this.garageShown = lines;
        if (waiting) {
            return;
        }
        while (this.garageShown) {
            const shown = this.garageShown;
            await Promise.all(
                this.garageDisplays.map((one) => this.garageShowOn(one, shown)),
            );
            if (this.garageShown === shown) {
                this.garageShown = undefined;
            }
        }
    },

    async garageShowOn(device, lines) {
        try {
            await this.garageBox.clientOf(device).display(device.identifier, lines);
        } catch (error) {
            if (!(error instanceof BoxError || error instanceof BoxUnreachable)) {
                throw error;
            }
        }
    },
});

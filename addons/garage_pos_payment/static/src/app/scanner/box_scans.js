import { patch } from "@web/core/utils/patch";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { scanLoop } from "./scan_loop";

patch(PosStore.prototype, {
    async afterProcessServerData() {
        const result = await super.afterProcessServerData();
        const { barcode_reader: reader } = this.env.services;
        if (reader) {
            for (const box of new Set(this.garageBox.boxes)) {
                this.garageListen(this.garageBox.clientOf({ box_id: box }), reader);
            }
        }
        return result;
    },

    /** Barcodes of the box's scanners, from now on; old ones are not played again. */
    garageListen(client, reader) {
        let since;
        return scanLoop({
            ask: () => client.scans(since),
            take: ({ next, scans }) => {
                const known = since !== undefined;
                since = next;
                for (const { code } of known ? scans : []) {
                    reader.scan(code);
                }
            },
            alive: () => true,
        });
    },
});

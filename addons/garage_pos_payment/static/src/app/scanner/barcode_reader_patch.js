import { patch } from "@web/core/utils/patch";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";
import { scanLoop } from "./scan_loop";

patch(BarcodeReader.prototype, {
    /**
     * @override The stock loop asks again at once after a refusal: with the box off it
     * takes all of the page's time and the till freezes.
     */
    async waitForBarcode() {
        await scanLoop({
            ask: () => this.hardwareProxy.message("scanner"),
            take: (code) => this.scan(code),
            alive: () => this.remoteScanning,
        });
        this.remoteActive = 0;
    },
});

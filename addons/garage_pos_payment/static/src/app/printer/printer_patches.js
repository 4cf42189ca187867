import { patch } from "@web/core/utils/patch";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { HardwareProxy } from "@point_of_sale/app/services/hardware_proxy_service";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { PosPrinterService } from "@point_of_sale/app/services/pos_printer_service";
import { RetryPrintPopup } from "@point_of_sale/app/components/popups/retry_print_popup/retry_print_popup";
import { OrderReceipt } from "@point_of_sale/app/screens/receipt_screen/receipt/order_receipt";
import { GaragePrinter } from "./garage_printer";
import { orderReceipt } from "./order_receipt";

patch(PosOrder.prototype, {
    /** Hook: lines above the articles, such as plate and work order. */
    garageReceiptLines() {
        return this.garage_invoice_id ? [this.garage_invoice_id.name] : [];
    },
});

patch(PosStore.prototype, {
    /** The till's printer at a box, or undefined. */
    get garagePrinter() {
        const { printer } = this.hardwareProxy;
        return printer instanceof GaragePrinter ? printer : undefined;
    },
});

patch(HardwareProxy.prototype, {
    async openCashbox(action = false) {
        if (!(this.printer instanceof GaragePrinter)) {
            return super.openCashbox(...arguments);
        }
        if (action) {
            this.pos.logEmployeeMessage(action, "CASH_DRAWER_ACTION");
        }
        return this.printer.openCashbox(action || "");
    },
});

patch(PosPrinterService.prototype, {
    /** Orders are printed from their data: sharper, and ten times fewer bytes. */
    async print(component, props, options) {
        const printer = this.hardware_proxy.printer;
        const structured =
            component === OrderReceipt &&
            printer instanceof GaragePrinter &&
            !props.basic_receipt;
        if (!structured) {
            return super.print(...arguments);
        }
        const format = printer.pos.env.utils.formatCurrency;
        return this.garagePrint(printer, {
            document: `${props.order.uuid}:receipt`,
            kind: "receipt",
            data: orderReceipt(props.order, format),
        });
    },

    /** Print a document; a failure is told with its next step and can be tried again. */
    async garagePrint(printer, job) {
        const result = await printer.printDocument(job.document, job.kind, job.data);
        if (!result.successful) {
            this.garageTellFailure(printer, job, result);
            return undefined;
        }
        return result;
    },

    garageTellFailure(printer, job, { message, canRetry }, onClose) {
        this.dialog.add(
            RetryPrintPopup,
            {
                title: message.title,
                message: message.body,
                canRetry,
                retry: () => this.garagePrint(printer, job),
            },
            { onClose },
        );
    },
});

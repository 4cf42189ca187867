/* global posmodel */
import { registry } from "@web/core/registry";

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger, timeout: 20000 });

registry.category("web_tour.tours").add("garage_till_parts", {
    steps: () => [
        see("the till is ready", ".garage-parts-button"),
        {
            content: "type a number that no product of the till has, press Enter",
            trigger: ".pos-rightheader .input-container input",
            run: "edit Z986479C58 && press Enter",
        },
        see("the search opens with it", ".garage-parts .o_garage_parts_row"),
        {
            content: "Enter adds it",
            trigger: ".garage-parts .o_garage_parts_box:value(Z986479C58)",
            run: "press Enter",
        },
        see("the part is on the order", ".orderline:contains(Bremsscheibe)"),
        click("more", ".control-buttons .more-btn"),
        click("order it", ".garage-order-part"),
        click("from the first supplier", ".selection-item:first"),
        see("the line says so", ".orderline .customer-note:contains(Ordered)"),
        {
            content: "scan a box of ten",
            trigger: ".garage-parts-button",
            run: () => posmodel.barcodeReader.scan("BOX-OF-TEN"),
        },
        see("ten pieces", ".orderline:contains(Wiper blade) .qty:contains(10)"),
        {
            content: "show all products again",
            trigger: ".pos-rightheader .input-container input",
            run: "clear",
        },
        click("a part with a deposit", ".product:contains(Starter)"),
        see(
            "the deposit stands under it",
            ".orderline .customer-note:contains(Starter)",
        ),
        click("once more", ".product:contains(Starter)"),
        see("the deposit follows", ".orderline:contains(deposit) .qty:contains(2)"),
        click("pay", ".pay-order-button"),
        click("in cash", ".paymentmethods .paymentmethod .payment-name:contains(Cash)"),
        click("validate", ".payment-screen button.validation-button.next"),
        see("the receipt is there", ".receipt-screen"),
    ],
});

import { registry } from "@web/core/registry";

const click = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger, timeout: 20000 });

registry.category("web_tour.tours").add("garage_till_kits", {
    steps: () => [
        click("a kit", ".product:contains(Oil service)"),
        see(
            "its parts are on the order",
            ".orderline:contains(Oil 1 l) .qty:contains(4)",
        ),
        see(
            "they say where they come from",
            ".customer-note:contains(kit Oil service)",
        ),
        see("at the price of the kit", ".order-summary .total:contains(49.99)"),
        click("once more", ".product:contains(Oil service)"),
        see("the parts follow", ".orderline:contains(Oil 1 l) .qty:contains(8)"),
        click(
            "a kit with a part that the till does not know",
            ".product:contains(Winter check)",
        ),
        see(
            "it was fetched; each part has its own price",
            ".orderline:contains(Bremsscheibe) .qty:contains(2)",
        ),
        see("of each kit", ".order-summary .total:contains(125.18)"),
        click("pay", ".pay-order-button"),
        click("validate", ".payment-screen button.validation-button.next"),
        see("the receipt is there", ".receipt-screen"),
    ],
});

import { registry } from "@web/core/registry";
import {
    act,
    click,
    method,
    openItem,
    press,
    receipt,
    see,
    started,
} from "./till_steps";

const tours = registry.category("web_tour.tours");
const card = () => [...openItem("de Vries"), method("Card")];
const waiting = () =>
    see("the customer is asked", ".garage-panel-text:contains(insert)", 20000);

tours.add("garage_till_cancelled_card", {
    steps: () => [
        started(),
        ...card(),
        waiting(),
        click("the customer changes her mind", ".garage-panel-cancel"),
        see("the till says so", ".garage-panel-declined:contains(Cancelled)", 20000),
        see("nothing to force", ".payment-screen:not(:has(.send_force_done))"),
        {
            ...click("try again", ".garage-panel-send"),
            run: async ({ anchor }) => {
                await act("terminal", "mode", { mode: "approve", delay: 0.2 });
                anchor.click();
            },
        },
        receipt(),
    ],
});

tours.add("garage_till_reloaded", {
    steps: () => [
        started(),
        ...card(),
        waiting(),
        {
            content: "the browser is loaded again",
            trigger: ".garage-panel-running",
            run: () => window.location.reload(),
            expectUnloadPage: true,
        },
        see("the payment is still there", ".garage-panel-running", 30000),
        see("no second charge", ".payment-screen:not(:has(.garage-panel-send))"),
        {
            content: "the customer taps the card",
            trigger: ".garage-panel-running",
            run: () => press("approve"),
        },
        receipt(),
    ],
});

tours.add("garage_till_second_till", {
    steps: () => [
        started(),
        ...card(),
        see("the other till is named", ".garage-panel-declined:contains(busy)", 20000),
        {
            content: "the other customer has paid",
            trigger: ".garage-panel-send",
            run: async () => {
                await act("terminal", "mode", { mode: "approve", delay: 0.2 });
                await press("approve");
            },
        },
        {
            ...click("try until the terminal is free", ".garage-panel-send"),
            run: async ({ anchor }) => {
                await new Promise((resolve) => setTimeout(resolve, 2500));
                anchor.click();
            },
        },
        receipt(),
    ],
});

tours.add("garage_till_reserved_bill", {
    steps: () => [
        started(),
        ...card(),
        see(
            "who is paying where",
            ".garage-panel-declined:contains(is being paid at)",
            20000,
        ),
    ],
});

tours.add("garage_till_taken_back", {
    steps: () => [
        started(),
        ...card(),
        see("approved", ".garage-panel-approved", 20000),
        click("take it back", ".garage-panel-take-back"),
        click("sure", ".modal-footer button:contains(Take back)"),
        see("the customer keeps the money", ".garage-panel-reversed", 20000),
        method("Cash"),
        click("validate", ".validation-button.next"),
        receipt(),
    ],
});

tours.add("garage_till_no_way_round", {
    steps: () => [
        started(),
        ...card(),
        waiting(),
        method("Cash"),
        see("not while a card may be charged", ".modal-body:contains(in progress)"),
        click("understood", ".modal-footer .btn-primary"),
        see("not to be finished", ".validation-button.next.disabled"),
        see("the card is still there", ".paymentline:contains(Card)"),
    ],
});

tours.add("garage_till_refund_card", {
    steps: () => [
        started(),
        click("a new order", ".product:contains(Wiper blades)"),
        click("pay", ".pay-order-button"),
        method("Card"),
        receipt(),
        click("the list of orders", ".pos-topheader .orders-button"),
        click("paid ones", ".ticket-screen .filter"),
        click("only paid", ".dropdown-item:contains(Paid)"),
        click("the order", ".ticket-screen .order-row:contains(50)"),
        see("its line", ".ticket-screen .orderline.selected:contains(Wiper)"),
        click("all of it", '.ticket-screen .numpad button[value="1"]'),
        see("counted", ".ticket-screen .orderline:contains(Refund)"),
        click("refund", ".ticket-screen .pay-order-button"),
        method("Card"),
        click("send it to the terminal", ".send_refund_request"),
        receipt(),
    ],
});

tours.add("garage_till_slip", {
    steps: () => [
        started(),
        ...openItem("de Vries"),
        method("Own terminal"),
        click("validate", ".validation-button.next"),
        click("without a number", ".garage-slip-confirm"),
        see("the reason", ".garage-slip .alert-danger:contains(Type the number)"),
        {
            content: "copy the slip",
            trigger: ".garage-slip-number",
            run: "edit 000123",
        },
        {
            content: "and the card",
            trigger: ".garage-slip-last4",
            run: "edit 4242",
        },
        click("done", ".garage-slip-confirm"),
        receipt(),
    ],
});

tours.add("garage_till_doctor", {
    steps: () => [
        started(),
        click("what works?", ".garage-status-entry"),
        click("test it now", ".garage-doctor-test"),
        see("the terminal answered", "[data-row^=device]:contains(ms)"),
        see("the server answered", "[data-row=server]:contains(ms)"),
        see("the box answered", "[data-row^=box]:contains(ms)"),
        see("its version fits", "[data-row^=version]:contains(Good)"),
        {
            content: "the plug is pulled",
            trigger: ".garage-doctor-test:not([disabled])",
            run: () => act("terminal", "pull_plug"),
        },
        click("test again", ".garage-doctor-test:not([disabled])"),
        see("red", "[data-row^=device]:contains(Not working)", 30000),
        see("the next step", ".garage-doctor-advice:contains(switch the device off)"),
        {
            content: "the plug is back",
            trigger: ".garage-doctor-test:not([disabled])",
            run: () => act("terminal", "plug_in"),
        },
    ],
});

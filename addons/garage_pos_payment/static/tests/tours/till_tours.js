import { registry } from "@web/core/registry";
import {
    act,
    click,
    digits,
    method,
    openItem,
    receipt,
    see,
    started,
    withinBudget,
} from "./till_steps";

const tours = registry.category("web_tour.tours");

const splitPayment = () => [
    method("Cash"),
    ...digits("100"),
    see("130 is left", ".payment-status-amount .amount:contains(130)"),
    method("Card"),
];

tours.add("garage_till_split_payment", {
    steps: () => [
        started(),
        ...withinBudget(
            "open invoice, split",
            [...openItem("de Vries"), ...splitPayment()],
            5,
        ),
        receipt(),
    ],
});

tours.add("garage_till_scanner_off", {
    steps: () => [
        started(),
        ...withinBudget("open invoice", openItem("de Vries"), 2),
        method("Cash"),
        click("validate", ".validation-button.next"),
        receipt(),
    ],
});

tours.add("garage_till_declined_card", {
    steps: () => [
        started(),
        ...withinBudget(
            "open invoice, split",
            [...openItem("de Vries"), ...splitPayment()],
            5,
        ),
        see(
            "the reason in words",
            ".garage-panel-declined:contains(Nothing was charged)",
            20000,
        ),
        see("the cash line stays", ".paymentline:contains(Cash):contains(100)"),
        click("try again", ".garage-panel-send"),
        receipt(),
    ],
});

tours.add("garage_till_lost_box", {
    steps: () => [
        started(),
        ...openItem("de Vries"),
        method("Card"),
        see("nobody knows", ".garage-panel-lost, .garage-panel-doubt", 20000),
        see("no second charge", ".payment-screen:not(:has(.garage-panel-send))"),
        see("no way to force it", ".payment-screen:not(:has(.send_force_done))"),
        receipt(),
    ],
});

tours.add("garage_till_no_paper", {
    steps: () => [
        started(),
        ...openItem("de Vries"),
        method("Cash"),
        click("validate", ".validation-button.next"),
        see("the reason", ".modal-title:contains(no paper)", 20000),
        {
            content: "put in a roll",
            trigger: ".modal-footer button:contains(Retry)",
            run: () => act("printer", "paper", { paper: "ok" }),
        },
        click("print again", ".modal-footer button:contains(Retry)"),
        see("no message is left", "body:not(:has(.modal))", 20000),
        receipt(),
    ],
});

tours.add("garage_till_close", {
    steps: () => [
        started(),
        click("open the menu", ".pos-rightheader button:has(.fa-bars)"),
        click("close the register", "span.dropdown-item:contains(Close Register)"),
        see("the terminal was asked", ".garage-terminal-amount", 20000),
        click("count as expected", ".modal .fa-clone"),
        click("a slip for the bag with the money", ".garage-closing-slip"),
        {
            ...click("close", ".modal-footer .btn-primary:contains(Close Register)"),
            expectUnloadPage: true,
        },
        see(
            "the register is closed",
            ".o_web_client, .pos .login-overlay, .pos",
            30000,
        ),
    ],
});

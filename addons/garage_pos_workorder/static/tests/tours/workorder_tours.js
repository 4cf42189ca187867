import { registry } from "@web/core/registry";
import {
    click,
    digits,
    method,
    receipt,
    see,
    withinBudget,
} from "@garage_pos_payment/../tests/tours/till_steps";

const tours = registry.category("web_tour.tours");
const started = () => see("the till is ready", ".garage-workorders-button", 30000);

const loadWorkorder = (text, plate) => [
    click("open the work orders", ".garage-workorders-button"),
    {
        content: "type the plate in any spelling",
        trigger: ".garage-workorders input[type=search]",
        run: `edit ${text}`,
    },
    click(
        "pay it",
        `.garage-list:not(:has(.garage-workorder:nth-child(2))) .garage-workorder:contains(${plate}) .garage-workorder-pay`,
    ),
    see("the payment screen opens", ".payment-screen"),
];

const splitPayment = () => [
    method("Cash"),
    ...digits("100"),
    see("200 is left", ".payment-status-amount .amount:contains(200)"),
    method("Card"),
];

tours.add("garage_till_workorder_split", {
    steps: () => [
        started(),
        ...withinBudget("load a work order", loadWorkorder("12 abc 3", "12-ABC-3"), 2),
        ...withinBudget("split payment", splitPayment(), 5),
        receipt(),
    ],
});

tours.add("garage_till_workorder_broken_off", {
    steps: () => [
        started(),
        ...loadWorkorder("12abc3", "12-ABC-3"),
        click("back", ".payment-screen .back-button"),
        see("the bill stays on the order", ".order-container:contains(Brakes front)"),
        see("the plate", ".garage-vehicle-chip .o_garage_plate:contains(12-ABC-3)"),
    ],
});

const printed = () => see("it says so", ".o_notification:contains(Printed)", 20000);

tours.add("garage_till_workorder_papers", {
    steps: () => [
        started(),
        click("open the work orders", ".garage-workorders-button"),
        click(
            "print the slip",
            ".garage-workorder:contains(12-ABC-3) .garage-workorder-slip",
        ),
        printed(),
        click("put the message away", ".o_notification_close"),
        click(
            "print the key tag",
            ".garage-workorder:contains(12-ABC-3) .garage-workorder-key",
        ),
        printed(),
    ],
});

tours.add("garage_till_last_piece", {
    steps: () => [
        started(),
        click("sell the wiper", ".product:contains(Wiper last)"),
        see("it is on the order", ".orderline:contains(Wiper last)"),
        click("pay", ".pay-order-button"),
        see(
            "whose job has put it aside",
            ".modal-body:contains(12-ABC-3):contains(New wipers)",
        ),
        click("leave it", ".modal-footer .btn-primary:contains(Leave it)"),
        click("pay once more", ".pay-order-button:not(:disabled)"),
        click("sell it", ".modal-footer .btn:contains(Sell it anyway)"),
        see("the payment screen opens", ".payment-screen"),
        method("Cash"),
        click("validate", ".payment-screen button.validation-button.next"),
        receipt(),
    ],
});

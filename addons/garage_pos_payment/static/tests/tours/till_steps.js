/** Steps that several tours of the till share; each click is counted. */

// Read at load time: the router of the till rewrites the address later. A page that is
// loaded again by a tour finds it in the session storage.
const asked = new URL(window.location.href).searchParams.get("counter");
if (asked) {
    sessionStorage.setItem("garage_test_counter", asked);
}

/** Press a button of the simulators' virtual counter. */
export function act(device, name, values) {
    const counter = sessionStorage.getItem("garage_test_counter");
    return fetch(`${counter}/do`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ device, act: name, ...values }),
    });
}

export const press = (button) => act("terminal", "press", { button });

export const started = () =>
    see("the till is ready", ".garage-open-items-button", 30000);

export function click(content, trigger) {
    return { content, trigger, run: "click" };
}

export function see(content, trigger, timeout = 10000) {
    return { content, trigger, timeout };
}

export function openItem(text) {
    return [
        click("open the list of unpaid invoices", ".garage-open-items-button"),
        {
            content: "type the customer",
            trigger: ".garage-open-items input[type=search]",
            run: `edit ${text}`,
        },
        click(
            "choose the invoice",
            `.garage-open-item:contains(${text}) .garage-open-item-pay`,
        ),
        see("the payment screen opens", ".payment-screen"),
    ];
}

export function method(name) {
    return click(
        `pay with ${name}`,
        `.paymentmethods .paymentmethod .payment-name:contains(${name})`,
    );
}

export function digits(text) {
    return [...text].map((digit) => ({
        ...click(`type ${digit}`, `.payment-screen .numpad button[value="${digit}"]`),
        isDigit: true,
    }));
}

export const receipt = () => see("the receipt is there", ".receipt-screen", 30000);

/** Count clicks that are no digits: the budget of the usability targets. */
export function withinBudget(name, steps, budget) {
    const clicks = steps.filter((step) => step.run === "click" && !step.isDigit).length;
    if (clicks > budget) {
        throw new Error(`${name} takes ${clicks} clicks, allowed are ${budget}`);
    }
    return steps.map(({ isDigit, ...step }) => step);
}

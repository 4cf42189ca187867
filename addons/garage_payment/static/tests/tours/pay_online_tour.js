import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("garage_payment_pay_online", {
    steps: () => [
        {
            content: "Choose to pay now",
            trigger: "button[value='online']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Choose the first way to pay",
            trigger: "input[name='o_payment_radio']",
            run: "click",
        },
        {
            content: "Give the simulated card",
            trigger: "#customer_input",
            run: "edit 4242424242424242",
        },
        {
            content: "Pay",
            trigger: "button[name='o_payment_submit_button']:not(:disabled)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page says that it is paid",
            trigger: ".o_garage_pay_done h1",
            timeout: 30000,
        },
    ],
});

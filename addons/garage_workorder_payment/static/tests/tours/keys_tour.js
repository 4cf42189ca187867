import { registry } from "@web/core/registry";

const CARD = ".o_garage_keys .o_kanban_record:not(.o_kanban_ghost)";
const PAID = `${CARD}:has(.o_garage_key_tag:contains(17))`;
const UNPAID = `${CARD}:has(.o_garage_key_tag:contains(18))`;

registry.category("web_tour.tours").add("garage_keys", {
    steps: () => [
        {
            content: "Hand over the paid key: one click",
            trigger: `${PAID} button:contains(Hand over)`,
            run: "click",
        },
        {
            content: "The paid key is gone",
            trigger: ".o_garage_keys:not(:has(.o_garage_key_tag:contains(17)))",
        },
        {
            content: "The unpaid key names the amount",
            trigger: `${UNPAID} .o_garage_key_amount:contains(300)`,
        },
        {
            content: "The unpaid key cannot be handed over",
            trigger: `${UNPAID}:not(:has(button:contains(Hand over)))`,
        },
        {
            content: "Release it with a reason",
            trigger: `${UNPAID} button:contains(Release)`,
            run: "click",
        },
        {
            trigger: ".modal [name='reason'] input",
            run: "edit Pays by bank today",
        },
        {
            trigger: ".modal button[name='action_release']",
            run: "click",
        },
        {
            content: "The released key is gone",
            trigger: "body:not(:has(.modal)):not(:has(.o_garage_key_tag:contains(18)))",
        },
    ],
});

import { registry } from "@web/core/registry";

const BOX = ".o_garage_parts_box";
const PANEL = '.o_garage_parts_row[data-number="Z3.0460-7184.2"] .o_garage_offers';

registry.category("web_tour.tours").add("garage_parts_catalog_compare_suppliers", {
    steps: () => [
        {
            content: "find the part",
            trigger: BOX,
            run: "edit z30460-7184-2",
        },
        {
            trigger: '.o_selected[data-number="Z3.0460-7184.2"]',
        },
        {
            content: "compare by keyboard",
            trigger: BOX,
            run: "press ctrl+Enter",
        },
        {
            content: "the price list is there",
            trigger: `${PANEL} tr:contains(Test wholesaler):contains(41.10)`,
        },
        {
            content: "the live supplier answered and is the cheapest",
            trigger: `${PANEL} tr.o_best:contains(Nord live):contains(38.50):contains(20)`,
        },
        {
            content: "the one that is out of order is said so",
            trigger: `${PANEL} tr:contains(West live):contains(out of order)`,
        },
        {
            content: "close it again by the button",
            trigger: '.o_selected .o_garage_offers_button[aria-expanded="true"]',
            run: "click",
        },
        {
            trigger: ".o_garage_parts:not(:has(.o_garage_offers))",
        },
    ],
});

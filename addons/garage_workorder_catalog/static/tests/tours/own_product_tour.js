import { registry } from "@web/core/registry";

const BOX = ".o_garage_parts_box";
const FOUND = '.o_selected[data-number="Z3.0460-7184.2"]';

registry.category("web_tour.tours").add("garage_workorder_catalog_own_product", {
    steps: () => [
        {
            content: "open the menu of the job",
            trigger: ".o_garage_card .o_garage_card_menu",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(Find part)",
            run: "click",
        },
        {
            trigger: BOX,
            run: "edit z30460-7184-2",
        },
        {
            trigger: FOUND,
        },
        {
            trigger: BOX,
            run: "press Enter",
        },
        {
            content: "both products with the number are offered; go back first",
            trigger: ".o_garage_own_products button:contains(left shelf)",
        },
        {
            trigger: ".modal:has(.o_garage_own_products) .btn-close",
            run: "click",
        },
        {
            content: "nothing was added",
            trigger: `body:not(:has(.o_garage_own_products)) ${BOX}`,
            run: "press Enter",
        },
        {
            trigger: ".o_garage_own_products button:contains(right shelf)",
            run: "click",
        },
        {
            content: "the garage's own product stands on the job",
            trigger: "body:not(:has(.o_garage_parts)) .o_garage_card .o_garage_line",
        },
    ],
});

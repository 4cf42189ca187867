import { registry } from "@web/core/registry";
import { withinClicks } from "@garage_workorder/../tests/tours/clicks";

const BOX = ".o_garage_parts_box";

registry.category("web_tour.tours").add("garage_workorder_catalog_find_part", {
    steps: () => [
        // a part on the job: at most 3 clicks
        ...withinClicks(3, [
            {
                content: "open the menu of the job",
                trigger: ".o_garage_card .o_garage_card_menu",
                run: "click",
            },
            {
                content: "search from the job",
                trigger: ".o-dropdown-item:contains(Find part)",
                run: "click",
            },
            {
                content: "the job's vehicle is set",
                trigger: ".o_garage_parts_vehicle:contains(99-ZZZ-9)",
            },
            {
                content: "type the number with dashes in other places",
                trigger: BOX,
                run: "edit z30460-7184-2",
            },
            {
                content: "the part is there and fits",
                trigger:
                    '.o_selected[data-number="Z3.0460-7184.2"] .text-success:contains(Fits)',
            },
            {
                content: "two pieces",
                trigger: ".o_garage_parts_quantity input",
                run: "edit 2",
            },
            {
                content: "add and stay",
                trigger: BOX,
                run: "press alt+Enter",
            },
        ]),
        {
            content: "it is told",
            trigger: ".o_notification:contains(Z3.0460-7184.2)",
        },
        {
            content: "the vehicle maker's or any other number",
            trigger: BOX,
            run: "edit z986479c58",
        },
        {
            content: "this one is listed for others",
            trigger:
                '.o_selected[data-number="Z 986 479 C58"] .text-danger:contains(other vehicles)',
        },
        {
            content: "add",
            trigger: BOX,
            run: "press Enter",
        },
        {
            content: "it asks, because it does not fit",
            trigger: ".modal button:contains(Add it anyway)",
            run: "click",
        },
        {
            content: "back on the work order, with both parts on the card",
            trigger:
                "body:not(:has(.o_garage_parts)) .o_garage_card .o_garage_line:nth-child(2)",
        },
    ],
});

import { registry } from "@web/core/registry";

const BOX = ".o_garage_parts_box";

registry.category("web_tour.tours").add("garage_parts_catalog_find_part", {
    steps: () => [
        {
            content: "choose the vehicle by its plate",
            trigger: ".o_garage_parts_vehicle_box input",
            run: "edit 99zzz9",
        },
        {
            trigger: ".o_garage_parts_vehicle_box .dropdown-item:contains(99-ZZZ-9)",
            run: "click",
        },
        {
            content: "a number with blanks",
            trigger: BOX,
            run: "edit zq 1040",
        },
        {
            content: "this part has a condition",
            trigger:
                '.o_garage_parts_row[data-number="ZQ1040C"] .text-warning:contains(carbon version)',
        },
        {
            content: "only what fits",
            trigger: "button:contains(Fits this vehicle)",
            run: "click",
        },
        {
            trigger: 'button:contains(Fits this vehicle)[aria-pressed="true"]',
        },
        {
            content: "go down and up with the keys",
            trigger: BOX,
            run: "press ArrowDown",
        },
        {
            trigger: '.o_selected[data-number="ZQ1040C"]',
        },
        {
            trigger: BOX,
            run: "press Enter",
        },
        {
            content: "the part's form is open",
            trigger: ".o_form_view .o_field_widget[name=number]:contains(ZQ1040C)",
        },
    ],
});

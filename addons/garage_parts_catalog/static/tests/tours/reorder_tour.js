import { registry } from "@web/core/registry";

const ROW = ".o_data_row:contains(ZR-1)";

registry.category("web_tour.tours").add("garage_parts_catalog_reorder", {
    steps: () => [
        {
            content: "the reason stands in the line",
            trigger: `${ROW}:contains(in stock)`,
        },
        {
            content: "another quantity",
            trigger: `${ROW} td[name=quantity]`,
            run: "click",
        },
        {
            trigger: ".o_selected_row td[name=quantity] input",
            run: "edit 9",
        },
        {
            trigger: ".o_list_button_save",
            run: "click",
        },
        {
            content: "tick the line",
            trigger: `${ROW}:not(.o_selected_row) .o_list_record_selector input`,
            run: "click",
        },
        {
            trigger: "button[name=action_order]",
            run: "click",
        },
        {
            content: "it is told",
            trigger: ".o_notification",
        },
    ],
});

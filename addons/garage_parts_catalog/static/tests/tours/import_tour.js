import { registry } from "@web/core/registry";
import { inputFiles } from "@web/../tests/utils";

const LINES = [
    "number;name;price",
    "ZI 1;Zdisc front;12.50",
    "ZI 2;Zpads front;much",
    "ZI 3;Zpads rear;8.00",
];

registry.category("web_tour.tours").add("garage_parts_catalog_import", {
    steps: () => [
        {
            content: "the menu of the parts",
            trigger: ".o_menu_sections button:contains(Parts)",
            run: "click",
        },
        {
            trigger: ".o-dropdown-item:contains(Import a file)",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=source_id] input",
            run: "edit Test wholesaler",
        },
        {
            trigger: ".modal .o-autocomplete--dropdown-item:contains(Test wholesaler)",
            run: "click",
        },
        {
            content: "send the file",
            trigger: ".modal .o_garage_import_upload",
            run: () =>
                inputFiles(".modal .o_garage_import_upload input", [
                    new File([LINES.join("\n")], "zlist.csv"),
                ]),
        },
        {
            trigger: ".modal .o_garage_import_upload:contains(zlist.csv)",
        },
        {
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
        {
            content: "what each column holds",
            trigger: ".modal .o_field_widget[name=column_ids] td:contains(Zdisc front)",
        },
        {
            content: "the line that would be left out, with its number",
            trigger: ".modal .alert-warning:contains(3):contains(much)",
        },
        {
            content: "the first lines as understood",
            trigger: ".modal .o_field_widget[name=preview]:contains(12.50)",
        },
        {
            trigger: ".modal button[name=action_import]",
            run: "click",
        },
        {
            content: "the report: done, with the line left out",
            trigger: ".o_form_view .o_field_widget[name=log]:contains(much)",
        },
        {
            trigger: "button[name=action_undo]",
            run: "click",
        },
        {
            content: "it says what that means",
            trigger: ".modal:contains(Products stay) .btn-primary",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=state]:contains(Taken back)",
        },
    ],
});

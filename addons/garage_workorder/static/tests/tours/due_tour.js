import { registry } from "@web/core/registry";
import { withinClicks } from "./clicks";

registry.category("web_tour.tours").add("garage_workorder_due_invite", {
    steps: () => [
        { content: "Somewhere in the garage", trigger: ".o_list_view .o_data_row" },
        // invite all whose inspection is due: the list, all rows, Invite
        ...withinClicks(3, [
            {
                content: "What is due",
                trigger: ".o_menu_sections [data-menu-xmlid='garage_vehicle.menu_due']",
                run: "click",
            },
            {
                content: "Whoever has a visit already is marked",
                trigger: ".o_data_row:contains('Tour here'):contains('open visit')",
            },
            {
                content: "All rows",
                trigger: ".o_list_view thead .o_list_record_selector input",
                run: "click",
            },
            {
                content: "Invite",
                trigger: ".o_control_panel button[name='action_invite']",
                run: "click",
            },
            {
                content: "Who was invited and who was left out, and why",
                trigger:
                    ".o_notification:contains('2 invited'):contains('Left out: 1')",
            },
        ]),
        {
            content: "The list shows when they were invited",
            trigger: ".o_data_row:contains('Tour first'):contains('Invited')",
        },
    ],
});

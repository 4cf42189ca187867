import { inputFiles } from "@web/../tests/utils";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("garage_receivables_day_list", {
    steps: () => [
        {
            content: "Open the menu of receivables",
            trigger: "button[data-menu-xmlid='garage_receivables.menu_receivables']",
            run: "click",
        },
        {
            trigger: "a[data-menu-xmlid='garage_receivables.menu_receivables_today']",
            run: "click",
        },
        {
            content: "The reason stands on the list",
            trigger:
                "tr:contains('J. de Vries') td[name='why']:contains('30 days late')",
        },
        {
            content: "One click sends the reminder",
            trigger: "tr:contains('J. de Vries') button.o_garage_send",
            run: "click",
        },
        {
            trigger: ".o_notification:contains('1 sent')",
        },
        {
            content: "The customer has left the list",
            trigger: ".o_list_view:not(:contains('J. de Vries'))",
        },
    ],
});

registry.category("web_tour.tours").add("garage_receivables_bank", {
    steps: () => [
        {
            content: "Import the file of the bank",
            trigger: ".o_garage_import",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='statement_file']",
            async run() {
                const answer = await fetch("/garage_receivables_test/bank.xml");
                const file = new File([await answer.blob()], "bank.xml");
                await inputFiles(".modal [name='statement_file'] input[type='file']", [
                    file,
                ]);
            },
        },
        {
            content: "The file is taken",
            trigger:
                ".modal [name='statement_file'] input[type='text']:value('bank.xml')",
        },
        {
            trigger: ".modal button[name='action_import_and_match']",
            run: "click",
        },
        {
            content: "The rule of what was posted is shown",
            trigger: ".o_garage_match_posted:contains('Invoice number GT20260012')",
        },
        {
            content: "The third payment waits to be confirmed",
            trigger: ".o_garage_match_confirm:contains('88.00'):contains('Likely')",
        },
        {
            trigger: ".o_garage_match_confirm:contains('88.00') .o_garage_approve",
            run: "click",
        },
        {
            content: "It is matched now",
            trigger: ".o_garage_match_posted:contains('88.00'):contains('confirmed')",
        },
        {
            content: "What no rule could tell opens alone in the reconciliation screen",
            trigger: ".o_garage_match_none:contains('Bankkosten') button",
            run: "click",
        },
        {
            trigger: ".o_kanban_record:contains('Bankkosten')",
        },
        {
            trigger: ".o_kanban_renderer:not(:contains('bedankt'))",
        },
    ],
});

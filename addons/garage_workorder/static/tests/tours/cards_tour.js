import { registry } from "@web/core/registry";
import { withinClicks } from "./clicks";

const THIRD = ".o_garage_card:nth-child(3)[aria-label='Tour service']";
const WIPER = ".o_garage_card[aria-label='Replace the wiper motor']";

const pick = (name, count) => [
    {
        content: `Add ${name}`,
        trigger: `.o_garage_job_template:contains('${name}')`,
        run: "click",
    },
    {
        content: "It is added",
        trigger: `.o_garage_job_picker .o_garage_job_added:eq(${count - 1})`,
    },
];

registry.category("web_tour.tours").add("garage_workorder_cards", {
    steps: () => [
        // three jobs from templates, parts priced: at most 9 clicks
        ...withinClicks(9, [
            {
                content: "Open the picker",
                trigger: ".o_garage_add_template",
                run: "click",
            },
            ...pick("Tour brakes front", 1),
            ...pick("Tour brakes rear", 2),
            ...pick("Tour service", 3),
            { content: "Done", trigger: ".o_garage_job_done", run: "click" },
            {
                content: "Three cards with their lines and sums",
                trigger: `${THIRD} .o_garage_line`,
            },
        ]),
        // the first job in free text: at most 8 clicks, here one
        ...withinClicks(8, [
            { content: "Empty job", trigger: ".o_garage_add_empty", run: "click" },
            {
                content: "Its name",
                trigger: ".o_garage_card_new input",
                run: "edit Replace the wiper motor",
            },
            {
                content: "Enter makes the card",
                trigger: ".o_garage_card_new input",
                run: "press Enter",
            },
            {
                content: "The cursor waits for the first line",
                trigger: `${WIPER} .o_garage_line_box input:focus`,
                run: "edit Wiper motor out and in",
            },
            {
                content: "It is offered as labour",
                trigger: `${WIPER} .o_garage_line_offers .active:contains('Labour')`,
            },
            {
                content: "Take it",
                trigger: `${WIPER} .o_garage_line_box input`,
                run: "press Enter",
            },
            {
                content: "The cursor waits for the hours",
                trigger: `${WIPER} .o_garage_line input[name=quantity]:focus`,
                run: "edit 1.5",
            },
            {
                content: "Enter goes on to the next line",
                trigger: `${WIPER} .o_garage_line input[name=quantity]`,
                run: "press Enter",
            },
            {
                content: "The sum follows",
                trigger: `${WIPER} .o_garage_card_total:contains('180')`,
            },
            {
                content: "A part from the store",
                trigger: `${WIPER} .o_garage_line_box input`,
                run: "edit tour pads",
            },
            {
                content: "With its price and how many are there",
                trigger: `${WIPER} .o_garage_line_offers .active:contains('10 in stock')`,
            },
            {
                content: "Take it",
                trigger: `${WIPER} .o_garage_line_box input`,
                run: "press Enter",
            },
            {
                content: "Two lines, the whole costs 240",
                trigger: `${WIPER}:has(.o_garage_line:nth-child(2)) .o_garage_card_total:contains('240')`,
            },
        ]),
        {
            content: "Fold the card",
            trigger: `${WIPER} .o_garage_card_fold`,
            run: "click",
        },
        { content: "It is folded", trigger: `${WIPER}:not(:has(.o_garage_line))` },
    ],
});

import { registry } from "@web/core/registry";
import { withinClicks } from "./clicks";

const PLATE_BOX = ".o_garage_plate_box_input";
const COMPLAINT = "#o_garage_intake_complaint";

const typePlate = (plate, found) => [
    {
        content: "The board is there",
        trigger: ".o_kanban_view .o_searchview_input:focus",
    },
    {
        content: "Type the plate in any spelling",
        trigger: PLATE_BOX,
        run: `edit ${plate}`,
    },
    { content: "The first choice stands", trigger: found },
    {
        content: "Enter opens the intake",
        trigger: PLATE_BOX,
        run: "press Enter",
    },
];

const promiseToday = {
    content: "Promise the first time offered",
    trigger: ".o_garage_intake_promise:first",
    run: "click",
};

registry.category("web_tour.tours").add("garage_workorder_adviser", {
    steps: () => [
        // a work order from the plate of a known vehicle: at most 4 clicks
        ...withinClicks(4, [
            ...typePlate("12 abc 3", ".o_garage_plate_option_active:contains('Vries')"),
            {
                content: "The customer is known and the alert is shown",
                trigger:
                    ".o_garage_intake:contains('J. de Vries') .o_garage_know_danger",
            },
            {
                content: "The cursor waits for the complaint",
                trigger: `${COMPLAINT}:focus`,
                run: "edit squeaks when braking",
            },
            promiseToday,
            {
                content: "Create and go on with the jobs",
                trigger: ".o_garage_intake_create_jobs",
                run: "click",
            },
        ]),
        // two jobs from templates: at most 2 clicks each, the closing one included
        ...withinClicks(4, [
            {
                content: "Add the first job",
                trigger: ".o_garage_job_template:contains('Tour brakes front')",
                run: "click",
            },
            {
                content: "It is added with its price",
                trigger: ".o_garage_job_picker .modal-footer strong:contains('300')",
            },
            {
                content: "Add the second job",
                trigger: ".o_garage_job_template:contains('Tour brakes rear')",
                run: "click",
            },
            {
                content: "Both are priced",
                trigger: ".o_garage_job_picker .modal-footer strong:contains('516')",
            },
            { content: "Done", trigger: ".o_garage_job_done", run: "click" },
        ]),
        {
            content: "The form shows both jobs",
            trigger: ".o_garage_card[aria-label='Tour brakes rear'] .o_garage_line",
        },
        ...withinClicks(2, [
            {
                content: "Send the estimate",
                trigger: "button[name=action_send_estimate]:visible",
                run: "click",
            },
            {
                content: "The customer has it",
                trigger:
                    ".o_statusbar_status .o_arrow_button_current:contains('Awaiting')",
            },
        ]),
        {
            content: "The approval light says what is waited for",
            trigger: ".o_garage_light[data-light=approval][data-state=wait]",
        },
    ],
});

registry.category("web_tour.tours").add("garage_workorder_new_vehicle", {
    steps: () =>
        withinClicks(6, [
            ...typePlate("99xx11", ".o_garage_plate_option_active:contains('99XX11')"),
            {
                content: "The cursor waits for the customer's name",
                trigger: ".o_garage_intake_owner:focus",
                run: "edit Tour Jansen",
            },
            {
                content: "Phone",
                trigger: ".o_garage_intake_phone",
                run: "click",
            },
            {
                content: "Type the phone number",
                trigger: ".o_garage_intake_phone",
                run: "edit 06-87654321",
            },
            {
                content: "What for",
                trigger: ".o_garage_chip:contains('Service')",
                run: "click",
            },
            promiseToday,
            {
                content: "Create",
                trigger: ".o_garage_intake_create",
                run: "click",
            },
            {
                content: "A note tells the number, the screen stays where it was",
                trigger: ".o_notification:contains('created')",
            },
        ]),
});

registry.category("web_tour.tours").add("garage_workorder_board", {
    steps: () => [
        {
            content: "A vehicle in diagnosis is dropped where it may not go",
            trigger: ".o_garage_board .o_kanban_record:contains('Board de Vries')",
            run: "drag_and_drop .o_kanban_group:contains('Quality check') .o_kanban_header",
        },
        {
            content: "The refusal says why",
            trigger:
                ".o_error_dialog:contains('cannot go from'), .modal:contains('cannot go from')",
        },
        {
            content: "Understood",
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "The card is back in its column",
            trigger:
                ".o_kanban_group:contains('Checked in') .o_kanban_record:contains('Board de Vries')",
        },
        {
            content: "Drop it where it may go",
            trigger: ".o_garage_board .o_kanban_record:contains('Board de Vries')",
            run: "drag_and_drop .o_kanban_group:contains('Diagnosis') .o_kanban_header",
        },
        {
            content: "It stays there",
            trigger:
                ".o_kanban_group:contains('Diagnosis') .o_kanban_record:contains('Board de Vries')",
        },
    ],
});

import { registry } from "@web/core/registry";

const press = (button, content) => ({
    content,
    trigger: `.o_mech_${button}`,
    run: "click",
});

const sent = {
    content: "Everything is on the server",
    trigger: ".o_garage_mechanic:not(:has(.o_mech_net))",
};

registry.category("web_tour.tours").add("garage_workorder_mechanic", {
    steps: () => [
        {
            content: "Open my job",
            trigger: ".o_mech_card:contains('Brakes front')",
            run: "click",
        },
        {
            content: "The complaint stands first, without prices",
            trigger:
                ".o_mech_job:contains('squeaks when braking'):not(:contains('300'))",
        },
        press("start", "Start"),
        {
            content: "The clock runs on top",
            trigger: ".o_mech_bar:contains('12-ABC-3') .o_mech_clock",
        },
        {
            content: "The part is fitted",
            trigger: ".o_mech_tick:contains('Pads')",
            run: "click",
        },
        { content: "It says so", trigger: ".o_mech_tick .o_mech_fitted" },
        press("pause", "Pause"),
        {
            content: "The bar is gone",
            trigger: ".o_garage_mechanic:not(:has(.o_mech_bar))",
        },
        press("start", "Resume"),
        { content: "Runs again", trigger: ".o_mech_bar" },
        // a finding becomes a proposed job: note, colour, propose
        press("note", "A finding"),
        {
            content: "Red",
            trigger: ".o_mech_level_red",
            run: "click",
        },
        {
            content: "In a few words",
            trigger: ".o_mech_sheet textarea",
            run: "edit Brake hose torn",
        },
        press("save", "Propose the job"),
        {
            content: "It is listed",
            trigger: ".o_mech_found_red:contains('Brake hose torn')",
        },
        press("finish", "Finish"),
        {
            content: "The job is done",
            trigger: ".o_mech_foot_why:contains('done')",
        },
        sent,
        press("back", "Back to my jobs"),
        {
            content: "It moved to what was done today",
            trigger: ".o_mech_card_done:contains('Brakes front')",
        },
    ],
});

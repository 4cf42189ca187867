import { registry } from "@web/core/registry";

const SLOT = ".o_garage_slot:contains(12-ABC-3)";

registry.category("web_tour.tours").add("garage_workorder_plan", {
    steps: () => [
        {
            content: "The next working day",
            trigger: "[title='Later']",
            async run(helpers) {
                const shown = () =>
                    document.querySelector(".o_garage_plan_body").dataset.shown;
                const today = shown();
                await helpers.click();
                await helpers.waitUntil(() => shown() !== today, { timeout: 10000 });
            },
        },
        {
            content: "Drag the waiting work order onto the lift",
            trigger: ".o_garage_order:contains(12-ABC-3)",
            async run(helpers) {
                const track =
                    ".o_garage_plan_row:contains(Lift 1) .o_garage_plan_track";
                const position = { top: 30, left: 200 };
                await helpers.drag_and_drop(track, { position, relative: true });
            },
        },
        {
            content: "It is on the plan, and what is chosen is shown at the side",
            trigger: `.o_garage_plan_row:contains(Lift 1) ${SLOT}`,
            run: "click",
        },
        { trigger: ".o_garage_plan_detail:contains(J. de Vries)" },
        {
            content: "One row down with the keyboard",
            trigger: SLOT,
            async run(helpers) {
                this.anchor.focus();
                await helpers.press("ArrowDown");
            },
        },
        { trigger: `.o_garage_plan_row:contains(Floor) ${SLOT}` },
        {
            content: "The other work order goes to the next free place with one click",
            trigger: ".o_garage_order:contains(99-XX-11) button:contains(Next free)",
            run: "click",
        },
        {
            trigger:
                ".o_garage_plan_side:not(:has(.o_garage_order:contains(99-XX-11)))",
        },
    ],
});

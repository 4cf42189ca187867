import { describe, expect, test } from "@odoo/hoot";
import { drag } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { Hold } from "@garage_workorder/board/board_hold";
import { BoardController } from "@garage_workorder/board/board_view";

class Workorder extends models.Model {
    _name = "garage.workorder";

    name = fields.Char();
    state = fields.Selection({
        selection: [
            ["checked_in", "Checked in"],
            ["diagnosis", "Diagnosis"],
        ],
    });

    _records = [
        { id: 1, name: "WO1", state: "checked_in" },
        { id: 2, name: "WO2", state: "diagnosis" },
    ];
}

defineMailModels();
defineModels([Workorder]);
describe.current.tags("desktop");

const mountBoard = async () => {
    let controller;
    patchWithCleanup(BoardController.prototype, {
        setup() {
            super.setup();
            controller = this;
        },
    });
    await mountView({
        type: "kanban",
        resModel: "garage.workorder",
        groupBy: ["state"],
        arch: `<kanban js_class="garage_workorder_board">
            <templates><t t-name="card"><field name="name"/></t></templates>
        </kanban>`,
    });
    return controller;
};

test("what is held is waited for until the last hold is released", async () => {
    const hold = new Hold();
    hold.take();
    hold.take();
    const free = hold.free().then(() => expect.step("free"));

    hold.release();
    await animationFrame();
    expect.verifySteps([]);

    hold.release();
    await free;
    expect.verifySteps(["free"]);
});

test("a card dropped while the board is being updated is saved", async () => {
    onRpc("garage.workorder", "web_save", ({ args }) => {
        expect.step(`save ${args[0]} ${args[1].state}`);
    });
    const board = await mountBoard();
    const update = new Deferred();
    onRpc("garage.workorder", "web_read_group", () => update);

    board.onChange([2]);
    await advanceTime(1000);
    const card = await contains(".o_kanban_record:contains(WO1)").drag();
    await card.moveTo(".o_kanban_group:contains(Diagnosis) .o_kanban_header");
    update.resolve();
    await animationFrame();
    await card.drop();
    await animationFrame();

    expect.verifySteps(["save 1 diagnosis"]);
    expect(".o_kanban_group:contains(Diagnosis) .o_kanban_record").toHaveCount(2);
});

test("a card pressed while the board is being updated can be dragged", async () => {
    onRpc("garage.workorder", "web_save", ({ args }) => {
        expect.step(`save ${args[0]} ${args[1].state}`);
    });
    const board = await mountBoard();
    const update = new Deferred();
    onRpc("garage.workorder", "web_read_group", () => update);

    board.onChange([2]);
    await advanceTime(1000);
    const card = await drag(".o_kanban_record:contains(WO1)");
    update.resolve();
    await animationFrame();
    for (const column of ["Checked in", "Diagnosis"]) {
        await card.moveTo(`.o_kanban_group:contains(${column}) .o_kanban_header`);
        await animationFrame();
    }
    await card.drop();
    await animationFrame();

    expect.verifySteps(["save 1 diagnosis"]);
});

test("a card that was only pressed lets the update through", async () => {
    const board = await mountBoard();
    onRpc("garage.workorder", "web_read_group", () => expect.step("update"));

    await contains(".o_kanban_record:contains(WO1)").click();
    board.onChange([2]);
    await advanceTime(1000);

    expect.verifySteps(["update"]);
});

import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, Deferred } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { WebClient } from "@web/webclient/webclient";
import { OwnerChart } from "@garage_workorder/owner_board/owner_chart";

defineMailModels();
describe.current.tags("desktop");

let revenue;

const board = (kind, day) => ({
    kind,
    day: day || "2031-06-11",
    title: `${kind} ${day || "now"}`,
    before_title: "last year",
    previous: "2031-05-01",
    next: "2031-07-01",
    is_current: !day,
    currency_id: false,
    tiles: [
        {
            key: "cars_in",
            label: "Cars in",
            unit: "count",
            value: revenue,
            before: 1,
            change: null,
        },
    ],
    charts: {
        revenue: { labels: [], now: [], before: [] },
        floor: { keys: [], labels: [], now: [] },
    },
    leaks: [],
});

const mountBoard = async () => {
    revenue = 3;
    patchWithCleanup(OwnerChart.prototype, { setup() {} });
    onRpc("garage.board", "get_board", ({ args: [kind, day] }) => {
        expect.step(`${kind} ${day}`);
        return board(kind, day);
    });
    onRpc("garage.vehicle", "has_access", () => false);
    onRpc("garage.workorder", "has_access", () => false);
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.client",
        tag: "garage_workorder.owner_board",
        name: "Owner's board",
    });
};

test("new numbers come every minute, the chosen period stays", async () => {
    await mountBoard();
    await contains("[data-kind=month]").click();
    await contains(".fa-chevron-left").click();
    expect.verifySteps(["day false", "month false", "month 2031-05-01"]);

    revenue = 4;
    await advanceTime(60000);
    await animationFrame();

    expect.verifySteps(["month 2031-05-01"]);
    expect("[data-key=cars_in] .o_garage_owner_value").toHaveText("4");
    expect("[data-kind=month]").toHaveAttribute("aria-pressed", "true");
});

test("today is asked for as today, also after midnight", async () => {
    await mountBoard();
    await advanceTime(120000);

    expect.verifySteps(["day false", "day false", "day false"]);
});

test("who comes back from the lines finds the period as it was", async () => {
    await mountBoard();
    await contains("[data-kind=week]").click();
    await contains(".fa-chevron-left").click();
    onRpc("garage.board", "open_number", () => ({
        type: "ir.actions.client",
        tag: "garage_workorder.owner_board",
        name: "Lines",
    }));
    await contains("[data-key=cars_in]").click();
    await contains(".breadcrumb-item a, .o_back_button").click();

    expect.verifySteps([
        "day false",
        "week false",
        "week 2031-05-01",
        "day false",
        "week 2031-05-01",
    ]);
});

test("a choice made while new numbers are on their way is what is shown", async () => {
    await mountBoard();
    const late = new Deferred();
    onRpc("garage.board", "get_board", async ({ args: [kind] }) => {
        await (kind === "day" ? late : null);
        return board(kind, false);
    });
    await advanceTime(60000);
    await contains("[data-kind=week]").click();
    late.resolve();
    await animationFrame();

    expect("[data-kind=week]").toHaveAttribute("aria-pressed", "true");
    expect.verifySteps(["day false"]);
});

test("without network the numbers stay and nobody is disturbed", async () => {
    await mountBoard();
    patchWithCleanup(rpc, {
        _rpc: () => Promise.reject(new ConnectionLostError("/web")),
    });
    await advanceTime(60000);
    await animationFrame();

    expect("[data-key=cars_in] .o_garage_owner_value").toHaveText("3");
    expect(".o_dialog").toHaveCount(0);
    expect.verifySteps(["day false"]);
});

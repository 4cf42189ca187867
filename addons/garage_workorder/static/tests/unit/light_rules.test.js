import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    lightViews,
    urgentLight,
} from "@garage_workorder/components/lights/light_rules";
import { allowTranslations } from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(() => allowTranslations());

test("lights always come in the same order, whatever the server sends", () => {
    const views = lightViews([
        { key: "key", state: "done", text: "handed over" },
        { key: "approval", state: "wait", text: "1 job waits" },
    ]);

    expect(views.map((light) => light.key)).toEqual([
        "approval",
        "parts",
        "work",
        "payment",
        "key",
    ]);
    expect(views.map((light) => light.state)).toEqual([
        "wait",
        "none",
        "none",
        "none",
        "done",
    ]);
});

test("each state has a sign of its own, so that colour never stands alone", () => {
    const states = ["none", "wait", "done", "stop"];
    const icons = states.map(
        (state) => lightViews([{ key: "parts", state, text: "" }])[1].icon,
    );

    expect(new Set(icons).size).toBe(4);
});

test("the accessible name holds the word and the reason", () => {
    const [approval] = lightViews([
        { key: "approval", state: "stop", text: "“Brakes” costs more than approved" },
    ]);

    expect(approval.label).toBe("Approval: “Brakes” costs more than approved");
});

test("an unknown state reads not yet", () => {
    const [approval] = lightViews([{ key: "approval", state: "purple", text: "" }]);

    expect(approval.state).toBe("none");
    expect(approval.label).toBe("Approval: not yet");
});

test("red goes before amber when somebody has to act", () => {
    const lights = [
        { key: "approval", state: "wait", text: "a" },
        { key: "payment", state: "stop", text: "b" },
    ];

    expect(urgentLight(lights).key).toBe("payment");
    expect(urgentLight([])).toBe(null);
});

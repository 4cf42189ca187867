import { describe, expect, test } from "@odoo/hoot";
import { culprit, judge, keep } from "@garage_pos_payment/app/doctor/lights";

describe.current.tags("headless");

const times = (count, ms) => Array(count).fill(ms);
const levelOf = (samples) => judge(samples).level;

describe("traffic lights", () => {
    test("fast and complete is green", () => {
        expect(levelOf(times(20, 40))).toBe("green");
    });

    test("200 milliseconds and more is amber", () => {
        expect(levelOf(times(20, 200))).toBe("amber");
        expect(levelOf(times(20, 1200))).toBe("amber");
    });

    test("slower than 1200 milliseconds is red", () => {
        expect(levelOf(times(20, 1201))).toBe("red");
    });

    test("one lost answer of sixty is amber, two are red", () => {
        expect(levelOf([...times(59, 40), null])).toBe("amber");
        expect(levelOf([...times(58, 40), null, null])).toBe("red");
    });

    test("no answer at all is red, no question at all is unknown", () => {
        expect(judge(times(3, null))).toEqual({
            level: "red",
            ms: 0,
            worst: 0,
            loss: 100,
        });
        expect(levelOf([])).toBe("none");
    });

    test("only the last sixty samples count", () => {
        const samples = times(60, 40).reduce(keep, [null]);
        expect(samples.length).toBe(60);
        expect(levelOf(samples)).toBe("green");
    });
});

describe("the likely cause", () => {
    const green = judge(times(5, 40));
    const amber = judge(times(5, 500));
    const dead = judge(times(5, null));

    test("both lines bad: the network of the till", () => {
        expect(culprit(amber, dead)).toBe("wifi");
    });

    test("only the box is silent: the box", () => {
        expect(culprit(green, dead)).toBe("box");
    });

    test("only the server is silent: the internet", () => {
        expect(culprit(dead, green)).toBe("internet");
    });

    test("a slow server is named", () => {
        expect(culprit(amber, green)).toBe("server");
    });

    test("all is well: nobody is named", () => {
        expect(culprit(green, green)).toBe("");
    });
});

import { describe, expect, test } from "@odoo/hoot";
import { BoxError, BoxUnreachable } from "@garage_pos_payment/app/box/box_client";
import { numberOf, plan, Recovery } from "@garage_pos_payment/app/box/recovery";

describe.current.tags("headless");

const LINE = "0d7c1a52";

function attempt(number, state, values = {}) {
    const final = !["created", "sent", "in_doubt"].includes(state);
    return {
        key: `${LINE}:${number}`,
        line: LINE,
        kind: "sale",
        state,
        final,
        paid: final ? state === "approved" : null,
        rev: 1,
        ...values,
    };
}

/** A box that answers from a script; a function in the script may throw. */
class ScriptedBox {
    constructor({ known = [], starts = [], polls = [] }) {
        this.known = known;
        this.starts = starts;
        this.polls = polls;
        this.sent = [];
        this.cancelled = [];
    }

    take(list, fallback) {
        const next = list.length ? list.shift() : fallback;
        return typeof next === "function" ? next() : next;
    }

    async paymentsOf() {
        return this.take(this.known, []);
    }

    async startPayment(request) {
        this.sent.push(request);
        return this.take(this.starts, attempt(numberOf(request.key), "sent"));
    }

    async cancel(key) {
        this.cancelled.push(key);
    }

    async payment() {
        return this.take(this.polls, attempt(1, "approved"));
    }
}

const lost = () => {
    throw new BoxUnreachable("no route");
};
const refused = (code) => () => {
    throw new BoxError(409, { error: code, message: code });
};

function recovery(client, options = {}) {
    const phases = [];
    const instance = new Recovery({
        client,
        line: LINE,
        request: { terminal: "terminal", kind: "sale", amount: 4990 },
        sentBefore: false,
        onUpdate: ({ phase }) => phases.push(phase),
        sleep: async () => {},
        ...options,
    });
    return { instance, phases };
}

describe("what may happen next", () => {
    test("a line that was never sent starts with number 1", () => {
        expect(plan(LINE, [])).toEqual({
            action: "start",
            key: `${LINE}:1`,
            retryOf: undefined,
            reversed: false,
        });
    });

    test("an open attempt is followed, not repeated", () => {
        const open = attempt(2, "in_doubt");
        expect(plan(LINE, [attempt(1, "declined"), open])).toEqual({
            action: "follow",
            attempt: open,
        });
    });

    test("an approved attempt is taken over", () => {
        expect(plan(LINE, [attempt(1, "approved")]).action).toBe("take");
    });

    test("only a final no allows the next number", () => {
        const next = plan(LINE, [attempt(1, "declined")]);
        expect(next.key).toBe(`${LINE}:2`);
        expect(next.retryOf).toBe(`${LINE}:1`);
    });

    test("a reversed sale may be charged again", () => {
        const reversal = attempt(2, "approved", {
            kind: "reversal",
            original_key: `${LINE}:1`,
        });
        expect(plan(LINE, [attempt(1, "approved"), reversal]).key).toBe(`${LINE}:3`);
    });
});

describe("charging once", () => {
    test("approved at the first try", async () => {
        const box = new ScriptedBox({});
        const { outcome } = await recovery(box).instance.charge();
        expect(outcome).toBe("paid");
        expect(box.sent.length).toBe(1);
    });

    test("box away before anything was sent charges nothing", async () => {
        const box = new ScriptedBox({ known: [lost] });
        const { outcome } = await recovery(box).instance.charge();
        expect(outcome).toBe("unreachable");
        expect(box.sent.length).toBe(0);
    });

    test("box away after the start: ask, never send again", async () => {
        const box = new ScriptedBox({
            known: [[], lost, lost, [attempt(1, "approved")]],
            starts: [lost],
        });
        const { instance, phases } = recovery(box);
        const { outcome } = await instance.charge();
        expect(outcome).toBe("paid");
        expect(box.sent.length).toBe(1);
        expect(phases).toEqual(["lost", "lost", "lost"]);
    });

    test("box away while waiting for the card: the result still counts", async () => {
        const box = new ScriptedBox({
            polls: [lost, attempt(1, "in_doubt"), attempt(1, "approved")],
        });
        const { instance, phases } = recovery(box);
        const { outcome } = await instance.charge();
        expect(outcome).toBe("paid");
        expect(box.sent.length).toBe(1);
        expect(phases).toEqual(["running", "lost", "running", "doubt"]);
    });

    test("request that never arrived is told as not sent", async () => {
        const box = new ScriptedBox({ known: [[], []], starts: [lost] });
        const { outcome } = await recovery(box).instance.charge();
        expect(outcome).toBe("not_sent");
        expect(box.sent.length).toBe(1);
    });

    test("the line is open already: the running attempt is followed", async () => {
        const box = new ScriptedBox({
            known: [[], [attempt(1, "sent")]],
            starts: [refused("line_open")],
        });
        const { outcome } = await recovery(box).instance.charge();
        expect(outcome).toBe("paid");
        expect(box.sent.length).toBe(1);
    });

    test("a busy terminal is a refusal, nothing is charged", async () => {
        const box = new ScriptedBox({ starts: [refused("terminal_busy")] });
        const { outcome, code } = await recovery(box).instance.charge();
        expect(outcome).toBe("refused");
        expect(code).toBe("terminal_busy");
    });

    test("the server refuses the reservation before anything is sent", async () => {
        const box = new ScriptedBox({});
        const beforeSend = async () => {
            throw new Error("being paid at Counter 2");
        };
        const { instance } = recovery(box, { beforeSend });
        await expect(instance.charge()).rejects.toThrow("being paid at Counter 2");
        expect(box.sent.length).toBe(0);
    });
});

describe("after a reload", () => {
    test("an approved attempt is found without charging", async () => {
        const box = new ScriptedBox({ known: [lost, [attempt(1, "approved")]] });
        const { outcome } = await recovery(box, {
            sentBefore: true,
        }).instance.recover();
        expect(outcome).toBe("paid");
        expect(box.sent.length).toBe(0);
    });

    test("a line the box never saw is not charged by itself", async () => {
        const box = new ScriptedBox({});
        const { outcome } = await recovery(box, {
            sentBefore: true,
        }).instance.recover();
        expect(outcome).toBe("not_sent");
        expect(box.sent.length).toBe(0);
    });
});

describe("taking a charge back", () => {
    const sale = attempt(1, "approved", { amount: 4990, terminal: "terminal" });
    const back = (state) =>
        attempt(2, state, { kind: "reversal", original_key: sale.key });

    test("a charge is reversed under the next number", async () => {
        const box = new ScriptedBox({ known: [[sale]], starts: [back("approved")] });
        const { outcome } = await recovery(box).instance.reverse();
        expect(outcome).toBe("reversed");
        expect(box.sent[0].kind).toBe("reversal");
        expect(box.sent[0].key).toBe(`${LINE}:2`);
        expect(box.sent[0].original_key).toBe(sale.key);
    });

    test("a reversal whose answer was lost is asked for, not sent again", async () => {
        const box = new ScriptedBox({
            known: [[sale], [sale, back("approved")]],
            starts: [lost],
        });
        const { outcome } = await recovery(box).instance.reverse();
        expect(outcome).toBe("reversed");
        expect(box.sent.length).toBe(1);
    });

    test("a refused reversal leaves the charge as it is", async () => {
        const box = new ScriptedBox({ known: [[sale]], starts: [back("declined")] });
        const { outcome } = await recovery(box).instance.reverse();
        expect(outcome).toBe("not_paid");
    });

    test("a till that restarts while reversing does not call it paid", async () => {
        const box = new ScriptedBox({
            known: [
                [sale, back("sent")],
                [sale, back("approved")],
            ],
            polls: [back("approved")],
        });
        const { outcome } = await recovery(box).instance.recover();
        expect(outcome).toBe("reversed");
        expect(box.sent.length).toBe(0);
    });
});

describe("a cashier who changes her mind", () => {
    test("before anything was sent: nothing is sent", async () => {
        const box = new ScriptedBox({});
        const { instance } = recovery(box, { beforeSend: () => instance.cancel() });
        const { outcome, code } = await instance.charge();
        expect(outcome).toBe("refused");
        expect(code).toBe("cancelled_by_cashier");
        expect(box.sent.length).toBe(0);
    });

    test("while the request is on its way: the wish follows it", async () => {
        const started = () => {
            instance.cancel();
            return attempt(1, "sent");
        };
        const box = new ScriptedBox({
            starts: [started],
            polls: [attempt(1, "cancelled", { cancel_requested: true })],
        });
        const { instance } = recovery(box);
        const { outcome } = await instance.charge();
        expect(outcome).toBe("not_paid");
        expect(box.cancelled).toEqual([`${LINE}:1`]);
    });
});

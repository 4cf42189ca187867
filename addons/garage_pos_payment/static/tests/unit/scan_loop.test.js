import { describe, expect, test } from "@odoo/hoot";
import {
    FIRST_PAUSE,
    LONGEST_PAUSE,
    scanLoop,
} from "@garage_pos_payment/app/scanner/scan_loop";
import { BarcodeReader } from "@point_of_sale/app/services/barcode_reader_service";

describe.current.tags("headless");

/** Run the loop over scripted answers; an Error among them is a refusal. */
async function play(answers) {
    const taken = [];
    const pauses = [];
    await scanLoop({
        ask: async () => {
            const answer = answers.shift();
            if (answer instanceof Error) {
                throw answer;
            }
            return answer;
        },
        take: (answer) => taken.push(answer),
        alive: () => answers.length > 0 || taken.length === 0,
        pause: async (milliseconds) => pauses.push(milliseconds),
    });
    return { taken, pauses };
}

test("barcodes are taken in order", async () => {
    const { taken, pauses } = await play(["1", "2", "last"]);

    expect(taken).toEqual(["1", "2"]);
    expect(pauses).toEqual([]);
});

test("a box that is off is asked less and less often", async () => {
    const refusals = Array.from({ length: 7 }, () => new Error("off"));
    const { pauses } = await play([...refusals, "code", "last"]);

    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000]);
    expect(FIRST_PAUSE).toBe(500);
    expect(LONGEST_PAUSE).toBe(15000);
});

test("an answer makes the next pause short again", async () => {
    const { pauses } = await play([
        new Error("off"),
        new Error("off"),
        "code",
        new Error("off"),
        "code",
        "last",
    ]);

    expect(pauses).toEqual([500, 1000, 500]);
});

test("the till's scan loop lets the page breathe while the box is off", async () => {
    let asked = 0;
    const reader = Object.create(BarcodeReader.prototype);
    reader.remoteScanning = true;
    reader.remoteActive = 1;
    reader.hardwareProxy = {
        message: () => {
            asked++;
            return Promise.reject();
        },
    };

    reader.waitForBarcode();
    // A loop of rejected promises alone would never let this timer fire.
    await new Promise((resolve) => setTimeout(resolve, 50));
    reader.remoteScanning = false;

    expect(asked).toBe(1);
});

import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    chooseVisit,
    firstMissing,
    hasWord,
    intakeValues,
    isVin,
    odometerHint,
    readKilometres,
    toggleWord,
} from "@garage_workorder/intake/intake_rules";
import { allowTranslations } from "@web/../tests/web_test_helpers";

describe.current.tags("headless");
beforeEach(() => allowTranslations());

const FORM = {
    vehicle: { id: 7 },
    owner: { id: 3 },
    plate: "",
    ownerName: "",
    ownerPhone: "",
    vin: "",
    vinReason: "",
    frameNumber: false,
    make: "",
    model: "",
    complaint: " squeaks ",
    promised: false,
    odometer: "148 200",
    keyTag: " 17 ",
    proposals: [
        { code: "declined_job", kind: "declined", res_id: 5, picked: true, text: "x" },
        { code: "inspection", kind: "due", res_id: 7, picked: false, text: "y" },
    ],
};

test("a chip adds its word once and takes it out again", () => {
    expect(toggleWord("", "Brakes")).toBe("Brakes");
    expect(toggleWord("squeaks", "Brakes")).toBe("squeaks, Brakes");
    expect(toggleWord("squeaks, Brakes", "Brakes")).toBe("squeaks");
    expect(hasWord("squeaks, brakes", "Brakes")).toBe(true);
});

test("kilometres are read however they are written", () => {
    expect(readKilometres("148.200 km")).toBe(148200);
    expect(readKilometres("")).toBe(0);
});

test("a reading below the last one is pointed out", () => {
    expect(odometerHint("140000", 148200)).toMatch(/Lower than the last reading/);
    expect(odometerHint("150000", 148200)).toBe("");
    expect(odometerHint("", 148200)).toBe("");
});

test("a known vehicle sends ids and only the picked proposals", () => {
    const values = intakeValues(FORM);

    expect(values.vehicle_id).toBe(7);
    expect(values.partner_id).toBe(3);
    expect(values.odometer).toBe(148200);
    expect(values.key_tag).toBe("17");
    expect(values.proposals).toEqual([
        { code: "declined_job", kind: "declined", res_id: 5 },
    ]);
    expect("vehicle" in values).toBe(false);
});

test("a new vehicle needs a plate or VIN, then the customer's name", () => {
    const form = { ...FORM, vehicle: null, owner: null };

    expect(firstMissing(form).field).toBe("plate");
    expect(firstMissing({ ...form, plate: "12-ABC-3" }).field).toBe("owner");
    expect(firstMissing({ ...form, vin: "WVWZZZ1KZAW000001" }).field).toBe("owner");
    expect(firstMissing({ ...form, plate: "12-ABC-3", ownerName: "J" })).toBe(null);
});

test("a VIN has seventeen letters and digits without I, O and Q", () => {
    expect(isVin("wvwzzz1kzbw204711")).toBe(true);
    expect(isVin("WVW ZZZ 1KZ BW2 04711")).toBe(true);
    expect(isVin("WVWZZZ1KZBW20471")).toBe(false);
    expect(isVin("WVWZZZ1KZBW2O4711")).toBe(false);
});

test("a number that is no VIN is asked about, unless it is a frame number", () => {
    const form = { ...FORM, vehicle: null, vin: "ZB-1199" };

    expect(firstMissing(form).field).toBe("vin");
    expect(firstMissing({ ...form, frameNumber: true })).toBe(null);
    const values = intakeValues({ ...form, frameNumber: true });
    expect(values.vehicle.vin_is_frame_number).toBe(true);
});

const VISIT = {
    id: 9,
    complaint: "Small service",
    promised_at: false,
    customer: { id: 4, name: "Lease", phone: "" },
};

test("a planned visit brings its complaint and customer, and sends its id", () => {
    const form = { ...FORM, complaint: "", visit: null };
    const chosen = { ...form, ...chooseVisit(form, VISIT) };

    expect(chosen.complaint).toBe("Small service");
    expect(intakeValues(chosen).visit_id).toBe(9);
    expect(intakeValues(chosen).partner_id).toBe(4);
});

test("a new visit after all takes along what was typed, not what was planned", () => {
    const chosen = { ...FORM, ...chooseVisit({ ...FORM, complaint: "" }, VISIT) };

    expect(chooseVisit(chosen, null).complaint).toBe("");
    expect(chooseVisit({ ...chosen, complaint: "squeaks" }, null).complaint).toBe(
        "squeaks",
    );
    expect(intakeValues({ ...chosen, visit: null }).visit_id).toBe(false);
});

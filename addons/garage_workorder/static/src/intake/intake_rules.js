/**
 * What the intake screen checks and sends. Pure: plain values in, plain values out.
 */
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";

/** Words that start most complaints; a tap adds one to the text. */
export function complaintChips() {
    return [
        _t("Brakes"),
        _t("Noise"),
        _t("Service"),
        _t("Tyres"),
        _t("Inspection"),
        _t("Warning light"),
    ].map((word) => word.toString());
}

/** Add a word to a text, or take it out again when it stands there already. */
export function toggleWord(text, word) {
    const parts = text
        .split(",")
        .map((part) => part.trim())
        .filter(Boolean);
    const at = parts.findIndex((part) => part.toLowerCase() === word.toLowerCase());
    if (at >= 0) {
        parts.splice(at, 1);
    } else {
        parts.push(word);
    }
    return parts.join(", ");
}

export function hasWord(text, word) {
    return text
        .split(",")
        .some((part) => part.trim().toLowerCase() === word.toLowerCase());
}

/** Kilometres as typed ("148 200 km", "148.200") to a number; 0 when empty. */
export function readKilometres(text) {
    return Number(String(text || "").replace(/\D/g, "")) || 0;
}

/** One sentence when the reading is below the last one, else "". */
export function odometerHint(text, last) {
    const value = readKilometres(text);
    if (!value || !last || value >= last) {
        return "";
    }
    return _t("Lower than the last reading, %(last)s km. Check the figure.", {
        last: last.toLocaleString(),
    }).toString();
}

/** Whether a typed text can be a VIN (ISO 3779), blanks and dashes aside. */
export function isVin(text) {
    return /^[A-HJ-NPR-Z0-9]{17}$/i.test(text.replace(/[\s-]/g, ""));
}

/** What is missing to know a new vehicle by, or null. */
function missingVehicle(form) {
    if (!form.plate.trim() && !form.vin.trim()) {
        return {
            field: "plate",
            text: _t("Type the plate, or the VIN if there is none."),
        };
    }
    if (form.vin.trim() && !form.frameNumber && !isVin(form.vin)) {
        return {
            field: "vin",
            text: _t(
                "A VIN has 17 letters and digits, without I, O and Q. Correct it.",
            ),
        };
    }
    return null;
}

/**
 * The first thing that is missing, or null.
 *
 * @returns {{field: string, text: string} | null}
 */
export function firstMissing(form) {
    const missing = form.vehicle ? null : missingVehicle(form);
    if (missing) {
        return missing;
    }
    if (form.decoded?.check_digit === "wrong" && !form.vinReason.trim()) {
        return {
            field: "vinReason",
            text: _t("Correct the VIN, or write why it is right."),
        };
    }
    if (!form.owner && !form.ownerName.trim()) {
        return {
            field: "owner",
            text: _t("Type the customer's name; name and phone are enough."),
        };
    }
    return null;
}

/**
 * The form with a planned visit chosen: what was planned stands in the boxes that are
 * still empty. Without a visit it is a new work order, and what was planned goes.
 *
 * @returns {object} what changes of the form
 */
export function chooseVisit(form, visit) {
    const former = form.visit;
    const planned = (former && former.complaint) || "";
    const typed = form.complaint === planned ? "" : form.complaint;
    const was = former && form.promised && serializeDateTime(form.promised);
    const promised = was && was === former.promised_at ? false : form.promised;
    if (!visit) {
        return { visit: null, complaint: typed, promised };
    }
    return {
        visit,
        owner: visit.customer,
        complaint: typed || visit.complaint,
        promised:
            promised || (visit.promised_at && deserializeDateTime(visit.promised_at)),
    };
}

/** The values for the server's `intake_create`. */
export function intakeValues(form) {
    const values = {
        visit_id: form.visit ? form.visit.id : false,
        vehicle_id: form.vehicle ? form.vehicle.id : false,
        partner_id: form.owner ? form.owner.id : false,
        complaint: form.complaint.trim(),
        promised_at: form.promised ? serializeDateTime(form.promised) : false,
        odometer: readKilometres(form.odometer),
        key_tag: form.keyTag.trim(),
        proposals: form.proposals
            .filter((proposal) => proposal.picked)
            .map(({ code, kind, res_id }) => ({ code, kind, res_id })),
    };
    if (!form.vehicle) {
        values.vehicle = {
            plate: form.plate.trim(),
            vin: form.vin.trim(),
            vin_reason: form.vinReason.trim(),
            vin_is_frame_number: form.frameNumber,
            make: form.make.trim(),
            model: form.model.trim(),
        };
    }
    if (!form.owner) {
        values.owner = {
            name: form.ownerName.trim(),
            phone: form.ownerPhone.trim(),
        };
    }
    return values;
}

import { Component, onWillStart, useEffect, useRef, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { getNewVehicleContext } from "@garage_vehicle/plate_box/plate_actions";
import { RegisterLine } from "@garage_vehicle/plate_box/register_line";
import { askRegister } from "@garage_vehicle/plate_box/register_lookup";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { momentText, quickPromises } from "../components/promise/promise_rules";
import { Suggest } from "../components/suggest/suggest";
import {
    chooseVisit,
    complaintChips,
    firstMissing,
    hasWord,
    intakeValues,
    odometerHint,
    toggleWord,
} from "./intake_rules";

const { DateTime } = luxon;
const VIN_LENGTH = 17;

function emptyHints() {
    return {
        promises: quickPromises(DateTime.now()),
        freeText: "",
        freeTag: "",
        tagText: "",
    };
}

function emptyForm() {
    return {
        vehicle: null,
        plate: "",
        vin: "",
        make: "",
        model: "",
        decoded: null,
        vinReason: "",
        frameNumber: false,
        owner: null,
        ownerName: "",
        ownerPhone: "",
        odometer: "",
        lastOdometer: 0,
        expectedOdometer: 0,
        complaint: "",
        promised: false,
        pickTime: false,
        keyTag: "",
        warnings: [],
        proposals: [],
        visits: [],
        visit: null,
    };
}

/** A car stands at the door: who, what for, until when. One screen, few clicks. */
export class IntakeDialog extends Component {
    static template = "garage_workorder.IntakeDialog";
    static components = { DateTimeInput, Dialog, Plate, RegisterLine, Suggest };
    static props = {
        close: Function,
        vehicleId: { type: [Number, Boolean], optional: true },
        text: { type: String, optional: true },
        onCreated: { type: Function, optional: true },
        onOpen: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.form = useState(emptyForm());
        this.ui = useState({ missing: null, saving: false, customerOpen: false });
        this.root = useRef("root");
        this.hints = useState(emptyHints());
        this.chips = complaintChips();
        this.makeExample = _t("Make, e.g. Volkswagen").toString();
        this.modelExample = _t("Model, e.g. Golf").toString();
        this.decodeVin = useDebounced(() => this.loadVin(), 200);
        this.askSoon = useDebounced((text) => this.loadRegister(text), 400);
        this.focusOn = "complaint";
        onWillStart(() => Promise.all([this.start(), this.loadHints()]));
        useEffect(
            () => this.setFocus(),
            () => [this.form.vehicle?.id, this.ui.missing],
        );
    }

    async start() {
        if (this.props.vehicleId) {
            await this.loadVehicle(this.props.vehicleId);
            return;
        }
        const typed = getNewVehicleContext(this.props.text || "");
        this.form.plate = typed.default_plate || "";
        if (typed.default_vin) {
            this.useVin(typed.default_vin);
        }
        this.askSoon(this.form.plate || this.form.vin);
        this.focusOn = this.form.plate || this.form.vin ? "owner" : "plate";
    }

    /** What can be promised by the plan, and the next free number for the key. */
    async loadHints() {
        const hints = await this.orm.call("garage.workorder", "get_intake_hints", []);
        this.hints.freeText = hints.free_text;
        this.hints.freeTag = hints.key_tag;
        if (hints.promises.length) {
            this.hints.promises = hints.promises.map((text) =>
                deserializeDateTime(text),
            );
        }
        this.form.keyTag = this.form.keyTag || hints.key_tag;
    }

    async checkKeyTag() {
        const tag = this.form.keyTag;
        this.hints.tagText = await this.orm.call("garage.workorder", "check_key_tag", [
            tag,
        ]);
    }

    get title() {
        return this.form.visit ? _t("Check in") : _t("New work order");
    }

    /** What the plan can keep, and first what a planned visit was promised. */
    get promises() {
        const { promised, visit } = this.form;
        const { promises } = this.hints;
        const known = promises.some((moment) => promised && moment.equals(promised));
        return visit && promised && !known ? [promised, ...promises] : promises;
    }

    // -------------------------------------------------------------- vehicle

    async loadVehicle(vehicleId) {
        const intake = await this.orm.call("garage.vehicle", "get_intake", [vehicleId]);
        const { vehicle, owner, odometer = {} } = intake;
        Object.assign(this.form, {
            vehicle,
            owner: owner && owner.id ? owner : null,
            lastOdometer: odometer.last || 0,
            expectedOdometer: odometer.expected || 0,
            warnings: intake.warnings || [],
            proposals: (intake.proposals || []).map((proposal) => ({
                ...proposal,
                picked: false,
            })),
            visits: intake.visits || [],
        });
        const planned = this.form.visits.find(({ kind }) => kind === "planned");
        this.chooseVisit(planned || null);
        this.ui.customerOpen = !this.form.owner;
        this.focusOn = this.form.owner ? "complaint" : "owner";
        if (this.form.visit) {
            this.focusOn = "odometer";
        }
    }

    /** Check this planned visit in, or nothing planned: make a new work order. */
    chooseVisit(visit) {
        Object.assign(this.form, chooseVisit(this.form, visit));
    }

    openVisit(visit) {
        this.props.close();
        this.props.onOpen?.(visit.id);
    }

    get createText() {
        return this.form.visit
            ? _t("Check in %(visit)s", { visit: this.form.visit.name }).toString()
            : _t("Create work order").toString();
    }

    get createJobsText() {
        return this.form.visit
            ? _t("Check in and add jobs").toString()
            : _t("Create and add jobs").toString();
    }

    async searchVehicles(text) {
        const found = await this.orm.call("garage.vehicle", "search_box", [text, 6]);
        return found.map((vehicle) => ({
            id: vehicle.id,
            label: vehicle.plate || vehicle.vin,
            detail: [vehicle.title, vehicle.owner].filter(Boolean).join(" · "),
            lookalike: vehicle.lookalike,
        }));
    }

    /** Enter in the plate box: one clear hit is taken, nothing found is a new one. */
    onPlateEnter(options) {
        const clear = options.filter((option) => !option.lookalike);
        if (clear.length === 1) {
            this.loadVehicle(clear[0].id);
        } else if (!clear.length) {
            this.focusOn = "owner";
            this.setFocus();
        }
    }

    otherVehicle() {
        const { complaint } = chooseVisit(this.form, null);
        const keyTag = this.hints.freeTag;
        Object.assign(this.form, emptyForm(), { complaint, keyTag });
        this.focusOn = "plate";
    }

    onPlateInput(text) {
        this.form.plate = text;
        this.form.register = null;
        this.askSoon(text);
    }

    /** The register fills what stays empty; it never writes into a box. */
    async loadRegister(text) {
        const answer = await askRegister(this.orm, text);
        if ([this.form.plate, this.form.vin].includes(text) && !this.form.vehicle) {
            this.form.register = answer;
        }
    }

    onVinInput(ev) {
        this.useVin(ev.target.value.toUpperCase());
    }

    useVin(vin) {
        this.form.vin = vin;
        this.form.decoded = null;
        if (vin.replace(/\s/g, "").length >= VIN_LENGTH) {
            this.decodeVin();
        }
    }

    async loadVin() {
        const vin = this.form.vin;
        const decoded = await this.orm.call("garage.vehicle", "decode_vin", [vin]);
        if (vin === this.form.vin) {
            this.form.decoded = decoded;
        }
    }

    // ------------------------------------------------------------- customer

    async searchCustomers(text) {
        const found = await this.orm.call("garage.workorder", "find_customers", [text]);
        return found.map(({ id, name, phone }) => ({ id, label: name, detail: phone }));
    }

    selectCustomer(option) {
        this.form.owner = { id: option.id, name: option.label, phone: option.detail };
        this.ui.customerOpen = false;
        this.focusOn = "complaint";
        this.setFocus();
    }

    otherCustomer() {
        Object.assign(this.form, { owner: null, ownerName: "", ownerPhone: "" });
        this.ui.customerOpen = true;
        this.focusOn = "owner";
        this.ui.missing = null;
    }

    // ------------------------------------------------- complaint and promise

    toggleChip(word) {
        this.form.complaint = toggleWord(this.form.complaint, word);
    }

    hasChip(word) {
        return hasWord(this.form.complaint, word);
    }

    get odometerHint() {
        return odometerHint(this.form.odometer, this.form.lastOdometer);
    }

    get odometerPlaceholder() {
        const expected = this.form.expectedOdometer || this.form.lastOdometer;
        return expected
            ? _t("about %(km)s", { km: expected.toLocaleString() }).toString()
            : "";
    }

    promiseText(moment) {
        return momentText(moment, DateTime.now());
    }

    isPromised(moment) {
        return this.form.promised && this.form.promised.equals(moment);
    }

    promise(moment) {
        this.form.pickTime = false;
        this.form.promised = this.isPromised(moment) ? false : moment;
    }

    pickTime() {
        this.form.pickTime = !this.form.pickTime;
    }

    onTimePicked(moment) {
        this.form.promised = moment || false;
    }

    // ---------------------------------------------------------------- saving

    setFocus() {
        const name = this.ui.missing ? this.ui.missing.field : this.focusOn;
        const box = this.root.el?.querySelector(`[data-focus="${name}"]`);
        const input = box?.matches("input, textarea")
            ? box
            : box?.querySelector("input");
        input?.focus();
    }

    async create(addJobs) {
        this.ui.missing = firstMissing(this.form);
        if (this.ui.missing || this.ui.saving) {
            return;
        }
        this.ui.saving = true;
        try {
            const workorder = await this.orm.call("garage.workorder", "intake_create", [
                intakeValues(this.form),
            ]);
            this.props.close();
            await this.props.onCreated?.(workorder, addJobs);
        } finally {
            this.ui.saving = false;
        }
    }
}

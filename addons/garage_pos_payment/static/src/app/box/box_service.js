import { reactive } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, rpc, RPCError } from "@web/core/network/rpc";
import { keep } from "../doctor/lights";
import { BoxClient, BoxError, BoxUnreachable } from "./box_client";

/** The version of the box's API that this add-on speaks (iot/garage_iot). */
export const BOX_API = 1;
const TOKEN_KEY = "garage_box_tokens";
const REFRESH_MS = 60 * 60 * 1000;
const STATUS_MS = 15000;
const LOST_MS = 5000;

/** Milliseconds until an answer came, null when none came. */
async function roundTrip(call) {
    const begun = performance.now();
    const late = new Promise((_, reject) => {
        setTimeout(() => reject(new ConnectionLostError()), LOST_MS);
    });
    try {
        await Promise.race([call(), late]);
    } catch (error) {
        const away = [BoxUnreachable, BoxError, ConnectionLostError, RPCError];
        if (!away.some((kind) => error instanceof kind)) {
            throw error;
        }
        return null;
    }
    return performance.now() - begun;
}

function versionState({ version, api }) {
    const older = !(api > BOX_API);
    const text = older
        ? _t(
              "The box runs version %(version)s, which is too old for this till. Update the box: pip install --upgrade garage-iot, then restart it.",
              { version },
          )
        : _t(
              "The box runs version %(version)s, which is newer than this till. Update the add-on Garage: till on the server.",
              { version },
          );
    return { state: "version", version, text };
}

/** Knows the boxes of this till: their tokens, clients and what works now. */
export class GarageBoxService {
    constructor() {
        this.state = reactive({
            boxes: {},
            devices: {},
            samples: {},
            serverSamples: [],
        });
        this.clients = {};
        this.tokens = {};
        this.reported = new Set();
    }

    /** Called by the store as soon as its data is there. */
    async start(pos) {
        this.pos = pos;
        this.tokens = this.storedTokens();
        this.boxes = this.usedDevices().map((device) => device.box_id);
        if (!this.boxes.length) {
            return;
        }
        await this.refreshTokens();
        setInterval(() => this.refreshTokens(), REFRESH_MS);
        this.watch();
    }

    usedDevices() {
        const { config, models } = this.pos;
        const methods =
            config.payment_method_ids || models["pos.payment.method"].getAll();
        const devices = methods.map((method) => method.garage_device_id);
        return [...new Set([...devices, config.garage_printer_id].filter(Boolean))];
    }

    get printer() {
        return this.pos.config.garage_printer_id;
    }

    clientOf(device) {
        const box = device.box_id;
        this.clients[box.id] ||= new BoxClient({
            url: box.url,
            getToken: (refresh) => this.tokenOf(box, refresh),
        });
        return this.clients[box.id];
    }

    // Tokens are kept beside the till's own data, so that paying by card goes on
    // after a reload while the server cannot be reached.
    storedTokens() {
        try {
            return JSON.parse(localStorage.getItem(this.storageKey)) || {};
        } catch {
            return {};
        }
    }

    get storageKey() {
        return `${TOKEN_KEY}_${this.pos.config.id}`;
    }

    async refreshTokens() {
        try {
            this.tokens = await this.pos.data.call("pos.session", "garage_box_tokens", [
                this.pos.session.id,
            ]);
            localStorage.setItem(this.storageKey, JSON.stringify(this.tokens));
        } catch {
            // The server is away: the tokens of this morning still work.
        }
    }

    async tokenOf(box, refresh) {
        if (refresh || !this.tokens[box.id]) {
            await this.refreshTokens();
        }
        return this.tokens[box.id] || "";
    }

    async watch() {
        await this.checkAll();
        setTimeout(() => this.watch(), STATUS_MS);
    }

    async checkAll() {
        const boxes = new Set(this.boxes);
        await Promise.all([
            this.pingServer(),
            ...[...boxes].map((box) => this.check(box)),
        ]);
    }

    /** One sample of each line: milliseconds to the server and to each box. */
    async measure() {
        const boxes = [...new Set(this.boxes)];
        return Promise.all([
            this.pingServer(),
            ...boxes.map((box) => this.pingBox(box)),
        ]);
    }

    async pingServer() {
        const ms = await roundTrip(() => rpc("/pos/ping", {}, { silent: true }));
        this.state.serverSamples = keep(this.state.serverSamples, ms);
        return ms;
    }

    async pingBox(box) {
        const client = this.clientOf({ box_id: box });
        const ms = await roundTrip(() => client.hello());
        this.addSample(box, ms);
        return ms;
    }

    async check(box) {
        const client = this.clientOf({ box_id: box });
        try {
            const begun = performance.now();
            const hello = await client.hello();
            this.addSample(box, performance.now() - begun);
            if (hello.api !== BOX_API) {
                this.state.boxes[box.id] = versionState(hello);
                return;
            }
            for (const device of await client.devices()) {
                this.state.devices[`${box.id}:${device.id}`] = device;
            }
            this.state.boxes[box.id] = { state: "ready", version: hello.version };
            this.report(box, hello.version);
        } catch (error) {
            this.state.boxes[box.id] = this.describeFailure(error);
            if (error instanceof BoxUnreachable) {
                this.addSample(box, null);
            }
        }
    }

    addSample(box, ms) {
        this.state.samples[box.id] = keep(this.state.samples[box.id] || [], ms);
    }

    /** Why no payment can be sent to a device: another version speaks there. */
    versionProblem(device) {
        const box = this.state.boxes[device.box_id.id];
        return box?.state === "version" ? box.text : "";
    }

    describeFailure(error) {
        if (error instanceof BoxUnreachable) {
            return { state: "disconnected" };
        }
        if (error instanceof BoxError) {
            return { state: "error", text: error.message };
        }
        throw error;
    }

    async report(box, version) {
        if (this.reported.has(box.id)) {
            return;
        }
        this.reported.add(box.id);
        try {
            await this.pos.data.call("pos.session", "garage_report_boxes", [
                this.pos.session.id,
                [[box.id, version]],
            ]);
        } catch {
            this.reported.delete(box.id);
        }
    }

    /** What the driver of a device can do, as the box told it last. */
    capabilitiesOf(device) {
        const known = this.state.devices[`${device.box_id.id}:${device.identifier}`];
        return known?.capabilities || [];
    }

    /** State of a device as the box told it last, or of the box when it is away. */
    deviceState(device) {
        const box = this.state.boxes[device.box_id.id];
        if (box && box.state !== "ready") {
            return { state: box.state, text: box.text };
        }
        const known = this.state.devices[`${device.box_id.id}:${device.identifier}`];
        return known
            ? { state: known.state, text: known.detail, code: known.code }
            : { state: box ? "missing" : "unknown" };
    }
}

registry.category("services").add("garage_box", {
    start: () => new GarageBoxService(),
});

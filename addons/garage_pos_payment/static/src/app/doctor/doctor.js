import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useService } from "@web/core/utils/hooks";
import { BoxError, BoxUnreachable } from "../box/box_client";
import { culprit, judge, keep } from "./lights";

const WALK_SECONDS = 60;
const COLOURS = {
    green: "success",
    amber: "warning",
    red: "danger",
    none: "secondary",
};

/** What works at this counter, in traffic lights, with the cause and the next step. */
export class Doctor extends Component {
    static template = "garage_pos_payment.Doctor";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.box = useService("garage_box");
        useState(this.box.state);
        this.state = useState({ tests: {}, busy: false, left: 0, walk: null });
        onWillUnmount(() => clearInterval(this.timer));
    }

    get server() {
        return judge(this.box.state.serverSamples);
    }

    boxLine(box) {
        return judge(this.box.state.samples[box.id] || []);
    }

    get usedBoxes() {
        return [...new Set(this.box.boxes || [])];
    }

    get rows() {
        const rows = [this.lineRow("server", _t("Till to server"), this.server)];
        for (const box of this.usedBoxes) {
            const name = _t("Till to box %(box)s", { box: box.name });
            rows.push(this.lineRow(`box${box.id}`, name, this.boxLine(box)));
            rows.push(this.versionRow(box));
        }
        return [...rows, ...this.box.usedDevices().map((one) => this.deviceRow(one))];
    }

    lineRow(id, name, line) {
        return { id, name, level: line.level, detail: this.lineText(line) };
    }

    lineText({ level, ms, worst, loss }) {
        if (level === "none") {
            return _t("not measured yet");
        }
        return loss === 100
            ? _t("no answer")
            : _t("%(ms)s ms, longest %(worst)s ms, %(loss)s percent lost", {
                  ms: Math.round(ms),
                  worst: Math.round(worst),
                  loss: Math.round(loss),
              });
    }

    versionRow(box) {
        const known = this.box.state.boxes[box.id];
        const wrong = known?.state === "version";
        const level = known?.version ? (wrong ? "red" : "green") : "none";
        return {
            id: `version${box.id}`,
            name: _t("Version of box %(box)s", { box: box.name }),
            level,
            detail: wrong ? known.text : known?.version || _t("not known yet"),
        };
    }

    deviceRow(device) {
        const tested = this.state.tests[device.id];
        const { state, text } = tested || this.box.deviceState(device);
        const level =
            { ready: "green", busy: "green", warning: "amber", unknown: "none" }[
                state
            ] || "red";
        const name = _t("Box to %(device)s", { device: device.name });
        const ms = tested?.ms === undefined ? "" : `${tested.ms} ms. `;
        return { id: `device${device.id}`, name, level, detail: ms + (text || state) };
    }

    colourOf(level) {
        return COLOURS[level];
    }

    wordOf(level) {
        return {
            green: _t("Good"),
            amber: _t("Slow"),
            red: _t("Not working"),
            none: _t("Not known"),
        }[level];
    }

    /** The likely cause and the next step, in one sentence. */
    get advice() {
        const lines = this.usedBoxes.map((box) => this.boxLine(box));
        const worst = lines.find((line) => line.level === "red") || lines[0];
        const cause = culprit(this.server, worst || judge([]));
        const words = {
            wifi: _t(
                "The network of this till is weak. Go nearer to the access point or plug in a cable, then test again.",
            ),
            box: _t(
                "The box does not answer. Check its power and its network cable, and that it has the same address as in Garage > Box.",
            ),
            server: _t(
                "The server answers slowly. Card, cash and printing go on; tell whoever looks after the server.",
            ),
            internet: _t(
                "The server is not reached. Selling goes on with cash and cards at the box; orders are sent when it is back. Check the internet line.",
            ),
        };
        return words[cause] || this.deviceAdvice;
    }

    get deviceAdvice() {
        const bad = this.rows.find(
            (row) => row.id.startsWith("device") && row.level === "red",
        );
        return bad
            ? _t(
                  "%(row)s: switch the device off and on, check its cable, then press Test now.",
                  { row: bad.name },
              )
            : "";
    }

    async test() {
        this.state.busy = true;
        await this.box.measure();
        for (const device of this.box.usedDevices()) {
            this.state.tests[device.id] = await this.testDevice(device);
        }
        this.state.busy = false;
    }

    async testDevice(device) {
        const client = this.box.clientOf(device);
        const begun = performance.now();
        try {
            if (device.kind === "terminal") {
                const { ok, ms, text } = await client.testTerminal(device.identifier);
                return { state: ok ? "ready" : "error", ms, text };
            }
            const { state, message } = await client.printerStatus(device.identifier);
            return { state, text: message, ms: Math.round(performance.now() - begun) };
        } catch (error) {
            if (!(error instanceof BoxError || error instanceof BoxUnreachable)) {
                throw error;
            }
            return { state: "error", text: error.message };
        }
    }

    /** Walk through the workshop with the device in the hand: one sample a second. */
    walk() {
        this.state.left = WALK_SECONDS;
        this.state.walk = judge([]);
        let samples = [];
        this.timer = setInterval(async () => {
            this.state.left -= 1;
            if (this.state.left <= 0) {
                clearInterval(this.timer);
            }
            const [server, ...boxes] = await this.box.measure();
            samples = keep(samples, boxes.length ? boxes[0] : server);
            this.state.walk = judge(samples);
        }, 1000);
    }
}

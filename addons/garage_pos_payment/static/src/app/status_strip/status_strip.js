import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { Doctor } from "../doctor/doctor";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";

const LEVELS = {
    ready: "success",
    busy: "success",
    warning: "warning",
    unknown: "secondary",
};
const ICONS = { terminal: "fa-credit-card", printer: "fa-print" };

/** Tells on top of every screen what works now: terminal, printer. */
export class StatusStrip extends Component {
    static template = "garage_pos_payment.StatusStrip";
    static props = {};

    setup() {
        this.pos = usePos();
        this.box = useService("garage_box");
        this.dialog = useService("dialog");
        useState(this.box.state);
    }

    openDoctor() {
        this.dialog.add(Doctor, {});
    }

    get entries() {
        if (!this.box.pos) {
            return [];
        }
        return this.box.usedDevices().map((device) => this.entryOf(device));
    }

    entryOf(device) {
        const { state, text } = this.box.deviceState(device);
        const level = LEVELS[state] || "danger";
        return {
            id: device.id,
            level,
            icon: ICONS[device.kind] || "fa-plug",
            simulator: device.box_id.is_simulator,
            title: this.titleOf(device, state, text),
            label: level === "danger" ? this.shortOf(state) : "",
        };
    }

    titleOf(device, state, text) {
        const words = {
            disconnected: _t("the box does not answer; check its power and network"),
            missing: _t("the box does not know it; check the name in its settings"),
            unknown: _t("not asked yet"),
        };
        const simulator = device.box_id.is_simulator ? _t(" (simulator)") : "";
        return `${device.name}${simulator}: ${words[state] || text || state}`;
    }

    shortOf(state) {
        return { disconnected: _t("Box?"), version: _t("Update") }[state] || "!";
    }
}

patch(Navbar, { components: { ...Navbar.components, StatusStrip } });

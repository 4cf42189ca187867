import { Component, useState } from "@odoo/owl";
import { Camera, hasCamera } from "@garage_workorder/mechanic/camera";
import { actions, sections } from "@garage_workorder/mechanic/floor_registry";
import { NUMBER_ACTIONS, numberedLines } from "./numbers_rules";

/** Serial numbers, lots, tyre dates and batteries of the job: scanned or typed. */
export class NumbersSection extends Component {
    static template = "garage_workorder_catalog.MechanicNumbers";
    static components = { Camera };
    static props = ["*"];

    setup() {
        this.hasCamera = hasCamera();
        this.state = useState({ line: 0, later: 0, camera: false, ...this.blank });
    }

    get blank() {
        return { number: "", position: "", all: false, reason: "" };
    }

    get lines() {
        return numberedLines(this.props.job);
    }

    open(line) {
        Object.assign(this.state, this.blank, { line: line.id, later: 0 });
    }

    openLater(line) {
        Object.assign(this.state, this.blank, { line: 0, later: line.id });
    }

    onCode(code) {
        Object.assign(this.state, { camera: false, number: code });
    }

    save(line) {
        const { number, position, all } = this.state;
        if (!number.trim()) {
            return;
        }
        const quantity = all ? line.number.missing : 0;
        this.props.act("number", {
            line_id: line.id,
            number: number.trim(),
            position,
            quantity,
        });
        const isLast = all || line.number.missing <= 1;
        Object.assign(this.state, this.blank, { line: isLast ? 0 : line.id });
    }

    sendLater(line) {
        const text = this.state.reason.trim();
        if (text) {
            this.props.act("number_later", { line_id: line.id, text });
            Object.assign(this.state, this.blank, { later: 0 });
        }
    }
}

sections.add("numbers", {
    component: NumbersSection,
    sequence: 42,
    isShown: (job) => numberedLines(job).length > 0,
});
for (const [action, change] of Object.entries(NUMBER_ACTIONS)) {
    actions.add(action, change);
}

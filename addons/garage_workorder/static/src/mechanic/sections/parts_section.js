import { Component, useState } from "@odoo/owl";
import { sections } from "../floor_registry";

/** Parts to fit, and what is asked for. */
export class PartsSection extends Component {
    static template = "garage_workorder.MechanicParts";
    static props = ["*"];

    setup() {
        this.state = useState({ asking: false, request: "" });
    }

    get parts() {
        return this.props.job.lines.filter((line) => line.kind === "part");
    }

    tick(line) {
        this.props.act("tick", { line_id: line.id, done: !line.done });
    }

    ask(text) {
        Object.assign(this.state, { asking: true, request: text || "" });
    }

    sendRequest() {
        const text = this.state.request.trim();
        if (text) {
            this.props.act("request", { text });
        }
        Object.assign(this.state, { asking: false, request: "" });
    }
}

sections.add("parts", { component: PartsSection, sequence: 40 });

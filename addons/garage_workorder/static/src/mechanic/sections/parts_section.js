import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Camera, hasCamera } from "../camera";
import { sections } from "../floor_registry";
import { matchCode } from "../scan_rules";

/** Parts to fit, and what is asked for. */
export class PartsSection extends Component {
    static template = "garage_workorder.MechanicParts";
    static components = { Camera };
    static props = ["*"];

    setup() {
        this.hasCamera = hasCamera();
        this.state = useState({ asking: false, request: "", camera: false });
    }

    get requests() {
        const words = {
            asked: _t("asked"),
            chosen: _t("being ordered"),
            ordered: _t("on its way"),
            here: _t("here"),
        };
        const icons = {
            asked: "fa-hourglass-half",
            ordered: "fa-truck",
            here: "fa-check",
        };
        return this.props.job.requests.map((request) => ({
            ...request,
            icon: icons[request.state] || icons.asked,
            word: words[request.state] || words.asked,
        }));
    }

    /** The camera read a code: tick the part, or ask for what is not on the job. */
    onCode(code) {
        this.state.camera = false;
        const [match] = matchCode({ jobs: [this.props.job] }, code).parts;
        if (match) {
            this.props.act("tick", { line_id: match.line.id, done: true });
            const text = _t("“%(part)s” is fitted.", { part: match.line.name });
            this.props.floor.notify(text, "success");
            return;
        }
        this.props.floor.notify(
            _t("%(code)s is no part of this job.", { code }),
            "warning",
        );
        this.ask(code);
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

import { Component } from "@odoo/owl";
import { sections } from "../floor_registry";

/** The steps of the job, to tick. */
export class StepsSection extends Component {
    static template = "garage_workorder.MechanicSteps";
    static props = ["*"];

    get steps() {
        return this.props.job.lines.filter((line) => line.kind === "labour");
    }

    tick(line) {
        this.props.act("tick", { line_id: line.id, done: !line.done });
    }
}

sections.add("steps", { component: StepsSection, sequence: 20 });

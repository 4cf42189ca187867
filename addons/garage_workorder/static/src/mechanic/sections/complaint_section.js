import { Component } from "@odoo/owl";
import { sections } from "../floor_registry";

/** What the customer says, and why the job is done. */
export class ComplaintSection extends Component {
    static template = "garage_workorder.MechanicComplaint";
    static props = ["*"];
}

sections.add("complaint", { component: ComplaintSection, sequence: 10 });

import { Component, useState } from "@odoo/owl";
import { FindingSheet } from "../finding_sheet";
import { sections } from "../floor_registry";
import { smallPhoto } from "../photo";

/** What was found beside the job: photo, colour, words. */
export class FindingsSection extends Component {
    static template = "garage_workorder.MechanicFindings";
    static components = { FindingSheet };
    static props = ["*"];

    setup() {
        this.state = useState({ sheet: false, photo: "" });
    }

    async takePhoto(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (file) {
            this.state.photo = await smallPhoto(file);
            this.state.sheet = true;
        }
    }

    openSheet() {
        Object.assign(this.state, { photo: "", sheet: true });
    }

    closeSheet() {
        this.state.sheet = false;
    }

    saveFinding(values) {
        this.closeSheet();
        this.props.act("finding", { ...values, photo: this.state.photo });
    }
}

sections.add("findings", { component: FindingsSection, sequence: 50 });

import { Component, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { PromiseText } from "./promise_text";

/** A finished vehicle to look at: all good, or one job goes back with a reason. */
export class CheckCard extends Component {
    static template = "garage_workorder.MechanicCheckCard";
    static components = { Plate, PromiseText };
    static props = { check: Object, now: Number, floor: Object };

    setup() {
        this.state = useState({ open: false, back: false, jobId: null, text: "" });
    }

    get isReady() {
        return Boolean(this.state.jobId && this.state.text.trim());
    }

    pass() {
        const { check, floor } = this.props;
        floor.act("check_ok", check.jobs[0].id, { workorder_id: check.id });
    }

    turnBack() {
        const { check } = this.props;
        this.state.back = true;
        if (check.jobs.length === 1) {
            this.state.jobId = check.jobs[0].id;
        }
    }

    sendBack() {
        if (this.isReady) {
            this.props.floor.act("check_back", this.state.jobId, {
                workorder_id: this.props.check.id,
                text: this.state.text.trim(),
            });
        }
    }
}

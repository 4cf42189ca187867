import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";

/** Pick job templates: one click each, typing narrows, Enter adds the first. */
export class JobPicker extends Component {
    static template = "garage_workorder.JobPicker";
    static components = { Dialog };
    static props = {
        close: Function,
        workorderId: Number,
        onAdded: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({
            text: "",
            templates: [],
            added: [],
            total: "",
            busy: 0,
        });
        useAutofocus({ refName: "search" });
        onWillStart(async () => {
            this.state.templates = await this.orm.call(
                "garage.workorder",
                "get_job_templates",
                [[this.props.workorderId]],
            );
        });
    }

    get shown() {
        const words = this.state.text.toLowerCase().split(/\s+/).filter(Boolean);
        return this.state.templates.filter((template) =>
            words.every((word) => template.search.includes(word)),
        );
    }

    timesAdded(template) {
        return this.state.added.filter((job) => job.template_id === template.id).length;
    }

    async add(template) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = template.id;
        try {
            const { job, total } = await this.orm.call(
                "garage.workorder",
                "pick_job_template",
                [[this.props.workorderId], template.id],
            );
            this.state.added.push({ ...job, template_id: template.id });
            this.state.total = total;
            this.props.onAdded?.();
        } finally {
            this.state.busy = 0;
        }
    }

    onSearchKeydown(ev) {
        if (ev.key === "Enter" && !ev.ctrlKey && this.shown.length) {
            ev.preventDefault();
            ev.stopPropagation();
            this.add(this.shown[0]);
            this.state.text = "";
        }
    }
}

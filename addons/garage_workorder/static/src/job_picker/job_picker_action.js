import { registry } from "@web/core/registry";
import { JobPicker } from "./job_picker";

/** Choose jobs from templates for a work order; its form shows them afterwards. */
export function openJobPicker(env, { workorderId }) {
    return new Promise((resolve) => {
        let added = 0;
        env.services.dialog.add(
            JobPicker,
            { workorderId, onAdded: () => added++ },
            {
                onClose: async () => {
                    if (added) {
                        await env.services.action.doAction({
                            type: "ir.actions.client",
                            tag: "soft_reload",
                        });
                    }
                    resolve();
                },
            },
        );
    });
}

registry
    .category("actions")
    .add("garage_workorder.job_picker", (env, action) =>
        openJobPicker(env, { workorderId: action.params.workorder_id }),
    );

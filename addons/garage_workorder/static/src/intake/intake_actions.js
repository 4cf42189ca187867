import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { openJobPicker } from "../job_picker/job_picker_action";
import { IntakeDialog } from "./intake_dialog";

function openWorkorder(env, workorderId) {
    return env.services.action.doAction({
        type: "ir.actions.act_window",
        res_model: "garage.workorder",
        res_id: workorderId,
        views: [[false, "form"]],
    });
}

function doneText({ name, planned }) {
    return planned
        ? _t("%(name)s is checked in", { name })
        : _t("Work order %(name)s created", { name });
}

/** Open the intake screen over whatever is shown. */
export function openIntake(env, { vehicleId = false, text = "" } = {}) {
    return new Promise((resolve) => {
        env.services.dialog.add(
            IntakeDialog,
            {
                vehicleId,
                text,
                onOpen: (workorderId) => openWorkorder(env, workorderId),
                onCreated: async (workorder, addJobs) => {
                    if (addJobs) {
                        await openWorkorder(env, workorder.id);
                        openJobPicker(env, { workorderId: workorder.id });
                        return;
                    }
                    env.services.notification.add(workorder.title, {
                        title: doneText(workorder),
                        type: "success",
                        buttons: [
                            {
                                name: _t("Open"),
                                primary: true,
                                onClick: () => openWorkorder(env, workorder.id),
                            },
                        ],
                    });
                },
            },
            { onClose: resolve },
        );
    });
}

registry.category("garage_plate_actions").add("new_workorder", {
    id: "new_workorder",
    label: _t("New work order"),
    hotkey: "enter",
    sequence: 10,
    run: (env, { vehicle, text }) => openIntake(env, { vehicleId: vehicle?.id, text }),
});

registry.category("actions").add("garage_workorder.intake", (env, action) =>
    openIntake(env, {
        vehicleId: action.params?.vehicle_id,
        text: action.params?.text,
    }),
);

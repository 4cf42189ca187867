/**
 * Ways to put a job on a work order, below its cards. Add-ons add theirs:
 * {name, label, hotkey, isShown(data), run(env, {workorderId, refresh, startNaming})},
 * ordered by sequence; data is what get_job_cards of the work order answers.
 */
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { JobPicker } from "../job_picker/job_picker";

const adders = registry.category("garage_workorder_adders");

adders.add(
    "template",
    {
        name: "template",
        label: _t("Job from template"),
        hotkey: "j",
        run: (env, { workorderId, refresh }) =>
            env.services.dialog.add(
                JobPicker,
                { workorderId, onAdded: () => {} },
                { onClose: refresh },
            ),
    },
    { sequence: 10 },
);

adders.add(
    "empty",
    {
        name: "empty",
        label: _t("Empty job"),
        hotkey: "e",
        run: (env, { startNaming }) => startNaming(),
    },
    { sequence: 20 },
);

adders.add(
    "inspection",
    {
        name: "inspection",
        label: _t("From inspection"),
        hotkey: "i",
        isShown: (data) => Boolean(data.findings),
        run: async (env, { workorderId, refresh }) => {
            const action = await env.services.orm.call(
                "garage.workorder",
                "action_jobs_from_inspection",
                [[workorderId]],
            );
            if (action?.type) {
                await env.services.action.doAction(action, { onClose: refresh });
            }
            await refresh();
        },
    },
    { sequence: 30 },
);

/**
 * Where other parts of the workshop join the mechanic's page.
 *
 * - `garage_mechanic_sections`: a part of the job page. {component, sequence, isShown?}
 *   isShown(job) may hide it. Props of the component: `job` (a row of the feed, with
 *   what still waits on the phone already applied), `act(action, values, files)` and
 *   `floor`. In use: complaint 10, steps 20, (inspection 30), parts 40, findings 50.
 * - `garage_mechanic_tabs`: a tab at the bottom. {component, sequence, title, icon,
 *   badge?(feed)}. Props of the component: `feed`, `now` and `floor`.
 * - `garage_mechanic_actions`: what an entry changes on the screen before the server
 *   has it: a pure function (feed, {key, action, job_id, values, at}) => feed. Its name
 *   is the action; the server books it in `garage.floor.entry._do_<action>`.
 *
 * `floor` is what every part may do: `act(action, jobId, values, files)`, `open(jobId)`,
 * `notify(text, kind)` with kind info, success, warning or danger.
 * `files` are [{name, blob}], see photo.js. Whatever goes through `act` survives a lost network and
 * reaches the server once.
 *
 * The page is small on purpose: no services, no Bootstrap, no luxon. A part imports
 * owl, `_t`, the registry and files of this folder; classes are those of the scss here.
 */
import { registry } from "@web/core/registry";

export const sections = registry.category("garage_mechanic_sections");
export const tabs = registry.category("garage_mechanic_tabs");
export const actions = registry.category("garage_mechanic_actions");

/** The entries of a category, in the order of their own `sequence`. */
export function inOrder(category) {
    return category
        .getEntries()
        .map(([key, part]) => ({ key, ...part }))
        .sort((a, b) => a.sequence - b.sequence);
}

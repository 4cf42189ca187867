import { actions } from "../floor_registry";

/** Entries of sheets that still wait on the phone, counted where a sheet is shown. */
export function countWaiting(feed, { values }) {
    const more = (row) => ({ ...row, inspectWaiting: (row.inspectWaiting || 0) + 1 });
    return {
        ...more(feed),
        jobs: feed.jobs.map((job) =>
            job.workorder_id === values.workorder_id ? more(job) : job,
        ),
    };
}

for (const action of ["inspect", "inspect_media", "inspect_job", "inspect_done"]) {
    actions.add(action, countWaiting);
}

/** Numbers of parts as the phone's own list knows them. Pure. */

/** Parts of the job that have a number of each piece. */
export function numberedLines(job) {
    return job.lines.filter((line) => line.number);
}

/** "DOT 2324, Front left": what was just entered, until the server says it. */
export function enteredText(line, { number, position, quantity }) {
    const place = (line.number.positions || []).find(([code]) => code === position);
    const pieces = quantity > 1 ? `${quantity} × ${number}` : number;
    return [pieces, place && place[1]].filter(Boolean).join(", ");
}

function withNumber(feed, { job_id, values }, change) {
    return {
        ...feed,
        jobs: feed.jobs.map((job) =>
            job.id !== job_id
                ? job
                : {
                      ...job,
                      lines: job.lines.map((line) =>
                          line.id === values.line_id && line.number
                              ? { ...line, number: change(line) }
                              : line,
                      ),
                  },
        ),
    };
}

export const NUMBER_ACTIONS = {
    number: (feed, entry) =>
        withNumber(feed, entry, (line) => {
            const pieces = Math.max(entry.values.quantity || 1, 1);
            return {
                ...line.number,
                known: [...line.number.known, enteredText(line, entry.values)],
                missing: Math.max(line.number.missing - pieces, 0),
                unasked: Math.max(line.number.unasked - pieces, 0),
            };
        }),
    number_later: (feed, entry) =>
        withNumber(feed, entry, (line) => ({ ...line.number, unasked: 0 })),
};

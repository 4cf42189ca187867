/** Asking for barcodes for ever, without ever keeping the page busy. */

export const FIRST_PAUSE = 500;
export const LONGEST_PAUSE = 15000;

const sleep = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Ask and take, one after the other. A refusal that comes at once (the box is off)
 * makes a pause, doubled each time: a loop of rejected promises would never let the
 * page handle a click.
 *
 * @param {Object} options
 * @param {Function} options.ask async () => answer; rejects when there is nobody
 * @param {Function} options.take (answer) => void
 * @param {Function} options.alive () => whether to go on
 * @param {Function} [options.pause] async (milliseconds) => void
 */
export async function scanLoop({ ask, take, alive, pause = sleep }) {
    let wait = FIRST_PAUSE;
    while (alive()) {
        let answer;
        try {
            answer = await ask();
            wait = FIRST_PAUSE;
        } catch {
            await pause(wait);
            wait = Math.min(wait * 2, LONGEST_PAUSE);
            continue;
        }
        if (alive()) {
            take(answer);
        }
    }
}

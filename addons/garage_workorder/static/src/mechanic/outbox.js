/**
 * What was entered and is not on the server yet. Entries keep their order; each has a
 * key under which the server books it once, so sending again is harmless.
 */

/** So often the server may fail on one entry before the next one gets its turn. */
const TRIES = 3;

export class Outbox {
    /**
     * @param {Object} options
     * @param {{all, put, remove}} options.store where entries outlive the page
     * @param {(entry) => Promise<Object>} options.send rejects while there is no network
     * @param {() => void} options.onChange entries or `trouble` have changed
     * @param {(answer, entry) => void} options.onAnswer the server has booked or refused
     */
    constructor({ store, send, onChange, onAnswer }) {
        Object.assign(this, { store, send, onChange, onAnswer });
        this.all = [];
        /** What the last try to send ran into, null when it went well. */
        this.trouble = null;
        this.sending = null;
    }

    /** Entries that wait for the server. */
    get entries() {
        return this.all.filter((entry) => !entry.refused);
    }

    /** Entries that the server does not take; a person decides what becomes of them. */
    get refused() {
        return this.all.filter((entry) => entry.refused);
    }

    async load() {
        this.all = await this.store.all();
        this.onChange();
    }

    async add(action, jobId, values = {}, files = [], seen = {}) {
        const entry = {
            key: crypto.randomUUID(),
            action,
            job_id: jobId,
            values,
            files,
            seen,
            at: new Date().toISOString(),
        };
        this.all = [...this.all, entry];
        this.onChange();
        await this.store.put(entry);
        await this.flush();
    }

    /** Try once more what the server did not take, or give it up. */
    async decide(entry, again) {
        if (again) {
            await this.keep({ ...entry, refused: "", tries: 0 });
            return this.flush();
        }
        await this.drop(entry);
    }

    /** Send what is waiting, in order; called again by a timer and by "online". */
    flush() {
        this.sending ??= this.inTurn(() => this.sendAll()).finally(() => {
            this.sending = null;
        });
        return this.sending;
    }

    /** One window sends at a time; a second one finds the entries gone. */
    inTurn(work) {
        const locks = globalThis.navigator?.locks;
        return locks ? locks.request("garage_mechanic_outbox", work) : work();
    }

    async sendAll() {
        this.trouble = null;
        let entry;
        while ((entry = this.entries[0])) {
            let answer;
            try {
                answer = await this.send(entry);
            } catch (error) {
                if (await this.stepAside(entry, error)) {
                    continue;
                }
                this.trouble = error;
                this.onChange();
                return;
            }
            if (answer.error) {
                await this.keep({ ...entry, refused: answer.error });
            } else {
                await this.drop(entry);
            }
            this.onAnswer(answer, entry);
        }
        this.onChange();
    }

    /** An entry that the server fails on again and again must not hold up the rest. */
    async stepAside(entry, error) {
        if (error.kind !== "server") {
            return false;
        }
        const tries = (entry.tries || 0) + 1;
        const refused = error.status === 413 ? "size" : "server";
        const last = tries >= TRIES || error.status === 413;
        await this.keep({ ...entry, tries, refused: last ? refused : "" });
        return last;
    }

    async keep(entry) {
        this.all = this.all.map((other) => (other.key === entry.key ? entry : other));
        await this.store.put(entry);
        this.onChange();
    }

    async drop(entry) {
        this.all = this.all.filter((other) => other.key !== entry.key);
        await this.store.remove(entry.key);
        this.onChange();
    }
}

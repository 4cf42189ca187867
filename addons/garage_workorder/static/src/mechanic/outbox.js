/**
 * What was entered and is not on the server yet. Entries keep their order; each has a
 * key under which the server books it once, so sending again is harmless.
 */
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
        this.entries = [];
        /** What the last try to send ran into, null when it went well. */
        this.trouble = null;
        this.sending = null;
    }

    async load() {
        this.entries = await this.store.all();
        this.onChange();
    }

    async add(action, jobId, values = {}, files = []) {
        const entry = {
            key: crypto.randomUUID(),
            action,
            job_id: jobId,
            values,
            files,
            at: new Date().toISOString(),
        };
        this.entries = [...this.entries, entry];
        this.onChange();
        await this.store.put(entry);
        await this.flush();
    }

    /** Send what is waiting, in order; called again by a timer and by "online". */
    flush() {
        this.sending ??= this.sendAll().finally(() => {
            this.sending = null;
        });
        return this.sending;
    }

    async sendAll() {
        while (this.entries.length) {
            const entry = this.entries[0];
            let answer;
            try {
                answer = await this.send(entry);
            } catch (error) {
                this.trouble = error;
                this.onChange();
                return;
            }
            this.trouble = null;
            await this.store.remove(entry.key);
            this.entries = this.entries.filter((other) => other !== entry);
            this.onAnswer(answer, entry);
            this.onChange();
        }
    }
}

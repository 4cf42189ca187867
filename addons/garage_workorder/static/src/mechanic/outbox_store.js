/**
 * Keeps entries and the last feed in the browser's database, per user. Where a browser
 * has none (a private window), they are kept as long as the page is open: `lasting`.
 */
const ENTRIES = "entries";
const FEED = "feed";

function answerOf(request) {
    return new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
}

export class OutboxStore {
    constructor(userId) {
        this.name = `garage_mechanic_${userId}`;
        this.lasting = true;
        this.memory = new Map();
    }

    async table(name, mode) {
        this.opening ??= this.open();
        const database = await this.opening;
        return database.transaction(name, mode).objectStore(name);
    }

    open() {
        const request = indexedDB.open(this.name, 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore(ENTRIES, { keyPath: "key" });
            request.result.createObjectStore(FEED);
        };
        return answerOf(request);
    }

    /** Do it in the database, or in memory when the database refuses. */
    async attempt(work, instead) {
        try {
            const result = await work();
            this.lasting = true;
            return result;
        } catch {
            this.lasting = false;
            return instead();
        }
    }

    async all() {
        const kept = await this.attempt(
            async () => answerOf((await this.table(ENTRIES, "readonly")).getAll()),
            () => [],
        );
        return [...kept, ...this.memory.values()].sort((a, b) =>
            a.at.localeCompare(b.at),
        );
    }

    put(entry) {
        return this.attempt(
            async () => answerOf((await this.table(ENTRIES, "readwrite")).put(entry)),
            () => this.memory.set(entry.key, entry),
        );
    }

    remove(key) {
        this.memory.delete(key);
        return this.attempt(
            async () => answerOf((await this.table(ENTRIES, "readwrite")).delete(key)),
            () => {},
        );
    }

    readFeed() {
        return this.attempt(
            async () => answerOf((await this.table(FEED, "readonly")).get("last")),
            () => null,
        );
    }

    writeFeed(feed) {
        return this.attempt(
            async () =>
                answerOf((await this.table(FEED, "readwrite")).put(feed, "last")),
            () => {},
        );
    }
}

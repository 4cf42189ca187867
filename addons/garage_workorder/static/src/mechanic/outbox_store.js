/** Keeps entries and the last feed in the browser's database, per user. */
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
        this.userId = userId;
        this.name = `garage_mechanic_${userId}`;
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

    async all() {
        const table = await this.table(ENTRIES, "readonly");
        const entries = await answerOf(table.getAll());
        return entries.sort((a, b) => a.at.localeCompare(b.at));
    }

    async put(entry) {
        const table = await this.table(ENTRIES, "readwrite");
        await answerOf(table.put(entry));
    }

    async remove(key) {
        const table = await this.table(ENTRIES, "readwrite");
        await answerOf(table.delete(key));
    }

    async readFeed() {
        const table = await this.table(FEED, "readonly");
        return answerOf(table.get("last"));
    }

    async writeFeed(feed) {
        const table = await this.table(FEED, "readwrite");
        await answerOf(table.put(feed, "last"));
    }
}

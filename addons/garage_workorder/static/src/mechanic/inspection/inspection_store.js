/**
 * What the phone knows of sheets, visits and filled pages, kept over a lost network.
 * Entries themselves are kept by the outbox; this is only what the screen shows.
 */
const PREFIX = "garage_inspection_";
const ADDRESS = "/garage/mechanic/inspection";
const OLDEST_MS = 7 * 24 * 3600 * 1000;

async function ask(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) {
        throw new Error(`${answer.status}`);
    }
    return answer.json();
}

export class InspectionStore {
    constructor(userId, storage = window.localStorage) {
        this.prefix = `${PREFIX}${userId}_`;
        this.storage = storage;
    }

    /** {visits, sheets}; the last known ones when there is no network. */
    async readList() {
        return this.fetchOr("list", ADDRESS);
    }

    pageName(workorderId, sheetId) {
        return `page_${workorderId}_${sheetId}`;
    }

    readPage(workorderId, sheetId) {
        return this.read(this.pageName(workorderId, sheetId));
    }

    writePage(workorderId, sheetId, page) {
        this.write(this.pageName(workorderId, sheetId), page);
    }

    fetchPage(workorderId, sheetId) {
        return ask(`${ADDRESS}/${workorderId}/${sheetId}`);
    }

    async fetchOr(name, address) {
        try {
            const fresh = await ask(address);
            this.write(name, fresh);
            return fresh;
        } catch {
            return this.read(name);
        }
    }

    read(name) {
        const text = this.storage.getItem(this.prefix + name);
        return text ? JSON.parse(text).data : null;
    }

    write(name, data) {
        const text = JSON.stringify({ at: Date.now(), data });
        try {
            this.storage.setItem(this.prefix + name, text);
        } catch {
            // full: old pages go, the outbox has its own place
            this.forgetOld(0);
        }
    }

    forgetOld(age = OLDEST_MS) {
        const names = Object.keys(this.storage).filter((name) =>
            name.startsWith(`${this.prefix}page_`),
        );
        for (const name of names) {
            const { at } = JSON.parse(this.storage.getItem(name));
            if (Date.now() - at >= age) {
                this.storage.removeItem(name);
            }
        }
    }
}

import { registry } from "@web/core/registry";

export const PAUSE = 2000;

/** Asks how far running imports are, once for all that are on show. */
export class CatalogProgress {
    constructor(orm) {
        this.orm = orm;
        this.watchers = new Map();
        this.timer = null;
    }

    /** Call back with every news of this import; returns how to stop. */
    watch(batchId, callback) {
        const watcher = { batchId, callback };
        this.watchers.set(watcher, watcher);
        this.plan(0);
        return () => this.watchers.delete(watcher);
    }

    plan(pause) {
        if (this.timer === null && this.watchers.size) {
            this.timer = setTimeout(() => this.ask(), pause);
        }
    }

    async ask() {
        const ids = [...new Set([...this.watchers.keys()].map((one) => one.batchId))];
        try {
            if (ids.length && !document.hidden) {
                this.tell(
                    await this.orm.silent.call("garage.catalog.batch", "get_progress", [
                        ids,
                    ]),
                );
            }
        } catch {
            // the server is away for a moment: the next question tells
        } finally {
            this.timer = null;
            this.plan(PAUSE);
        }
    }

    tell(news) {
        for (const found of news) {
            for (const watcher of [...this.watchers.keys()]) {
                if (watcher.batchId === found.id) {
                    watcher.callback(found);
                }
            }
        }
    }
}

export const catalogProgressService = {
    dependencies: ["orm"],
    start(env, { orm }) {
        return new CatalogProgress(orm);
    },
};

registry.category("services").add("garage_catalog_progress", catalogProgressService);

import { ConnectionLostError } from "@web/core/network/rpc";
import { KeepLast } from "@web/core/utils/concurrency";

const PAGE = 40;
const MOST = 400;
/** Rows whose offers are asked for by themselves, from the chosen one on. */
const ASKED = 5;

/**
 * The rows of a parts search: pages, outdated answers dropped, best offers filled in.
 * What was found stays on show while the next answer is on its way.
 */
export class PartsRows {
    constructor(orm, state) {
        this.orm = orm;
        this.state = Object.assign(state, {
            rows: [],
            searched: false,
            more: false,
            offline: false,
            index: 0,
        });
        this.keepLast = new KeepLast();
        this.asked = new Set();
        this.turn = 0;
    }

    /** question: {text, vehicleId, filters, insteadOf} */
    async search(question) {
        this.question = question;
        const turn = ++this.turn;
        const rows = await this.ask(question, 0);
        if (rows === null || turn !== this.turn) {
            return false;
        }
        Object.assign(this.state, {
            rows,
            index: 0,
            more: rows.length >= PAGE && !question.insteadOf,
            searched: Boolean(question.text || question.insteadOf),
        });
        return true;
    }

    /** The next page, below what is there. */
    async more() {
        if (!this.state.more || this.loading) {
            return;
        }
        this.loading = true;
        const turn = this.turn;
        const rows = await this.ask(this.question, this.state.rows.length);
        this.loading = false;
        if (rows === null || turn !== this.turn) {
            return;
        }
        const known = new Set(this.state.rows.map((row) => row.id));
        this.state.rows.push(...rows.filter((row) => !known.has(row.id)));
        this.state.more = rows.length >= PAGE && this.state.rows.length < MOST;
    }

    /** The server's answer; null when it does not answer: what is there stays. */
    async ask({ text, vehicleId, filters, insteadOf }, offset) {
        const args = insteadOf
            ? ["get_alternatives", [insteadOf.itemIds, vehicleId], { filters }]
            : ["lookup", [text, vehicleId], { filters, offset }];
        const request = this.orm.silent.call("garage.catalog.item", ...args);
        try {
            const rows = await (offset ? request : this.keepLast.add(request));
            this.state.offline = false;
            return rows;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.offline = true;
            return null;
        }
    }

    /** Ask live suppliers about the chosen row and the next ones without own stock. */
    async askOffers(quantity) {
        const { rows, index } = this.state;
        const wanted = rows
            .slice(index, index + ASKED)
            .filter((row) => row.stock < quantity && row.state === "active")
            .filter((row) => !this.asked.has(`${row.id}/${quantity}`));
        if (!wanted.length) {
            return;
        }
        wanted.forEach((row) => this.asked.add(`${row.id}/${quantity}`));
        wanted.forEach((row) => (row.asking = true));
        const ids = wanted.map((row) => row.id);
        try {
            const offers = await this.orm.silent.call(
                "garage.catalog.item",
                "ask_best_offers",
                [ids, quantity],
            );
            wanted.forEach((row) => (row.offer = offers[row.id] || row.offer));
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        } finally {
            wanted.forEach((row) => (row.asking = false));
        }
    }

    move(step) {
        const last = this.state.rows.length - 1;
        this.state.index = Math.max(0, Math.min(last, this.state.index + step));
        if (this.state.index >= last - 5) {
            this.more();
        }
    }
}

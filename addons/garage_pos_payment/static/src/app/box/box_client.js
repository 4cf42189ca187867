/**
 * Speaks to one box (contract: iot/contract). Every call has a time-out; an answer
 * that did not come is a BoxUnreachable, a refusal is a BoxError with the box's code.
 */
const PREFIX = "/garage_iot/v1";
const SHORT = 4000;
const PRINT = 20000;
const LONG_POLL_SECONDS = 20;

export class BoxUnreachable extends Error {}

export class BoxError extends Error {
    constructor(status, answer) {
        super(answer?.message || `HTTP ${status}`);
        this.status = status;
        this.code = answer?.error || "protocol_error";
        this.key = answer?.key;
    }
}

export class BoxClient {
    /**
     * @param {Object} options
     * @param {string} options.url address of the box, without path
     * @param {Function} options.getToken async (refresh: boolean) => token
     * @param {Function} [options.fetch]
     */
    constructor({ url, getToken, fetch = globalThis.fetch.bind(globalThis) }) {
        this.base = url.replace(/\/+$/, "") + PREFIX;
        this.getToken = getToken;
        this.fetch = fetch;
    }

    async call(method, path, { body, timeout = SHORT, open = false } = {}) {
        const send = (token) => this.send(method, path, { body, timeout, token });
        if (open) {
            return this.read(await send(null));
        }
        let response = await send(await this.getToken(false));
        if (response.status === 401) {
            response = await send(await this.getToken(true));
        }
        return this.read(response);
    }

    async send(method, path, { body, timeout, token }) {
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(), timeout);
        const headers = token ? { Authorization: `Bearer ${token}` } : {};
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
        }
        try {
            return await this.fetch(this.base + path, {
                method,
                headers,
                body: body === undefined ? undefined : JSON.stringify(body),
                signal: controller.signal,
            });
        } catch (error) {
            throw new BoxUnreachable(error.message);
        } finally {
            clearTimeout(timer);
        }
    }

    async read(response) {
        let answer;
        try {
            answer = await response.json();
        } catch (error) {
            throw new BoxUnreachable(error.message);
        }
        if (!response.ok) {
            throw new BoxError(response.status, answer);
        }
        return answer;
    }

    hello() {
        return this.call("GET", "/hello", { open: true, timeout: 2500 });
    }

    devices() {
        return this.call("GET", "/devices");
    }

    startPayment(request) {
        return this.call("POST", "/payments", { body: request });
    }

    payment(key, { rev, wait = LONG_POLL_SECONDS } = {}) {
        const query = rev === undefined ? "" : `?rev=${rev}&wait=${wait}`;
        const timeout = rev === undefined ? SHORT : (wait + 5) * 1000;
        return this.call("GET", `/payments/${encodeURIComponent(key)}${query}`, {
            timeout,
        });
    }

    paymentsOf(line) {
        return this.call("GET", `/payments?line=${encodeURIComponent(line)}`);
    }

    cancel(key) {
        return this.call("POST", `/payments/${encodeURIComponent(key)}/cancel`, {
            body: {},
        });
    }

    ack(key) {
        return this.call("POST", `/payments/${encodeURIComponent(key)}/ack`, {
            body: {},
        });
    }

    unacked() {
        return this.call("GET", "/unacked");
    }

    /** A real round trip from the box to the terminal. */
    testTerminal(terminal) {
        return this.call("POST", `/terminals/${encodeURIComponent(terminal)}/test`, {
            body: {},
            timeout: 15000,
        });
    }

    totals(terminal) {
        return this.call("GET", `/terminals/${encodeURIComponent(terminal)}/totals`, {
            timeout: 15000,
        });
    }

    print(job) {
        return this.call("POST", "/print", { body: job, timeout: PRINT });
    }

    /** Follow a print job that the box keeps. */
    printJob(key, { state, wait }) {
        const query = `?state=${state}&wait=${wait}`;
        return this.call("GET", `/print/${encodeURIComponent(key)}${query}`, {
            timeout: (wait + 5) * 1000,
        });
    }

    /** Barcodes after number `since`; without it only where the numbers stand. */
    scans(since) {
        const wait = since === undefined ? 0 : LONG_POLL_SECONDS;
        return this.call("GET", `/scans?since=${since ?? 0}&wait=${wait}`, {
            timeout: SHORT + wait * 1000,
        });
    }

    /** Two lines for the customer: texts, or [left, right] texts. */
    display(display, lines) {
        return this.call("POST", `/display/${encodeURIComponent(display)}`, {
            body: { lines },
        });
    }

    drawer(job) {
        return this.call("POST", "/drawer", { body: job });
    }

    printerStatus(printer) {
        return this.call("GET", `/printers/${encodeURIComponent(printer)}/status`);
    }
}

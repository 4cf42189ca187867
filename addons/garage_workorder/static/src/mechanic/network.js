/**
 * The three addresses that the page talks to. Each failure is one of three kinds, told
 * by `kind`: "network" (try again later), "session" (log in, then try again) and
 * "server" (the server was reached and failed).
 */
import { page } from "./page";

const QUICK = 20000;
const SLOW = 180000;

export class Trouble extends Error {
    constructor(kind, status = 0) {
        super(`${kind} ${status}`);
        this.kind = kind;
        this.status = status;
    }
}

function kindOf(status) {
    return [502, 503, 504].includes(status) ? "network" : "server";
}

async function request(path, options, timeout) {
    let response;
    try {
        response = await fetch(path, {
            credentials: "same-origin",
            redirect: "manual", // a logged-out person is sent to the log-in page
            signal: AbortSignal.timeout(timeout),
            ...options,
        });
    } catch {
        throw new Trouble("network");
    }
    if (response.type === "opaqueredirect") {
        throw new Trouble("session");
    }
    if (!response.ok) {
        throw new Trouble(kindOf(response.status), response.status);
    }
    return response.json().catch(() => {
        throw new Trouble("network");
    });
}

export async function readFeed() {
    const { feed } = await request("/garage/mechanic/feed", { method: "GET" }, QUICK);
    page.csrf_token = feed.csrf_token;
    return feed;
}

/** Ask the server about a code that is on no job of the list. */
export function findCode(code) {
    const query = new URLSearchParams({ code });
    return request(`/garage/mechanic/find?${query}`, { method: "GET" }, QUICK);
}

function formOf({ files = [], ...entry }) {
    const form = new FormData();
    form.append("csrf_token", page.csrf_token);
    form.append("entry", JSON.stringify(entry));
    files.forEach(({ name, blob }) => form.append("files", blob, name));
    return form;
}

/** Send one entry of the outbox; a new log-in since the page was opened is normal. */
export async function sendEntry(entry) {
    const send = () =>
        request(
            "/garage/mechanic/act",
            { method: "POST", body: formOf(entry) },
            entry.files?.length ? SLOW : QUICK,
        );
    try {
        return await send();
    } catch (trouble) {
        if (trouble.status !== 400) {
            throw trouble;
        }
        await readFeed();
        return send();
    }
}

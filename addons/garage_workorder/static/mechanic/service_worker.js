/* global SHELL */
/**
 * Keeps the shell of the mechanic's page, so that it opens without network after the
 * first visit. `SHELL` {version, page, urls} is written above by the server; a new
 * shell is a new version. Data never passes through here: the page keeps it itself.
 */
const CACHE = `garage-mechanic-${SHELL.version}`;
/** Reads codes where the browser cannot. */
const LIBRARY = "/web/static/lib/zxing-library/zxing-library.js";
/** Without an answer for so long the kept page is shown. */
const PATIENCE = 4000;

/** Keep the page, unless the answer is a log-in form or a fault. */
async function keepPage(response) {
    if (response.ok && !response.redirected && response.type === "basic") {
        const cache = await caches.open(CACHE);
        await cache.put(SHELL.page, response.clone());
    }
    return response;
}

async function keepShell() {
    const cache = await caches.open(CACHE);
    await cache.addAll(SHELL.urls);
    await keepPage(await fetch(SHELL.page, { credentials: "same-origin" }));
    await globalThis.skipWaiting();
}

async function dropOldShells() {
    const names = await caches.keys();
    const old = names.filter(
        (name) => name.startsWith("garage-mechanic-") && name !== CACHE,
    );
    await Promise.all(old.map((name) => caches.delete(name)));
    await globalThis.clients.claim();
}

function late(milliseconds) {
    return new Promise((_resolve, reject) => setTimeout(reject, milliseconds));
}

/** The page from the server; from the phone when the server does not answer. */
async function answerPage(request) {
    const kept = await caches.match(SHELL.page, { cacheName: CACHE });
    const fresh = fetch(request).then(keepPage);
    if (!kept) {
        return fresh;
    }
    fresh.catch(() => {});
    try {
        const response = await Promise.race([fresh, late(PATIENCE)]);
        return response.status >= 500 ? kept : response;
    } catch {
        return kept;
    }
}

/** Scripts, styles and icons have their version in their address. */
async function answerAsset(request) {
    const kept = await caches.match(request, { cacheName: CACHE });
    return kept || fetch(request);
}

/** Big and only for phones that need it: kept when it was used once. */
async function answerLibrary(request) {
    const kept = await caches.match(request, { cacheName: CACHE });
    if (kept) {
        return kept;
    }
    const response = await fetch(request);
    if (response.ok) {
        const cache = await caches.open(CACHE);
        await cache.put(request, response.clone());
    }
    return response;
}

addEventListener("install", (ev) => ev.waitUntil(keepShell()));
addEventListener("activate", (ev) => ev.waitUntil(dropOldShells()));
addEventListener("fetch", (ev) => {
    const url = new URL(ev.request.url);
    if (ev.request.method !== "GET" || url.origin !== location.origin) {
        return;
    }
    if (ev.request.mode === "navigate") {
        if (url.pathname === SHELL.page) {
            ev.respondWith(answerPage(ev.request));
        }
    } else if (url.pathname === LIBRARY) {
        ev.respondWith(answerLibrary(ev.request));
    } else if (SHELL.urls.includes(url.pathname + url.search)) {
        ev.respondWith(answerAsset(ev.request));
    }
});

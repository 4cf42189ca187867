/**
 * Rules of an inspection sheet on the phone. Pure: the page and the clock are passed in.
 *
 * A page is {state, items: {id: {result, value, answer, note, at, job, before, media}}}.
 * The server decides by the same rules (`domain/inspection.py`); these show the colour
 * before it has answered, with and without network.
 */

/** Not answered yet. */
export const BLANK = {
    result: "none",
    value: null,
    answer: "",
    note: "",
    at: "",
    job: "",
    before: null,
    media: [],
};

const CHECKED_KINDS = new Set(["light", "measure", "yes_no"]);

/** Colour of a measured value; on a limit it is still the better colour. */
export function colourOfValue(item, value) {
    if (!item.worse) {
        return "green";
    }
    const sign = item.worse === "lower" ? 1 : -1;
    const [at, amber, red] = [value, item.amber, item.red].map(
        (number) => Math.round(sign * number * 1000) / 1000,
    );
    if (at < red) {
        return "red";
    }
    return at < amber ? "amber" : "green";
}

/** Colour that follows from what was entered; undefined when it says nothing of it. */
function colourOf(item, entered) {
    if ("result" in entered) {
        return entered.result;
    }
    if ("value" in entered) {
        return entered.value === null ? "none" : colourOfValue(item, entered.value);
    }
    if ("answer" in entered) {
        return { yes: item.yes, no: item.no }[entered.answer] || "none";
    }
    return undefined;
}

/** The page as it is once the entered items are booked. */
export function enterItems(page, sheet, entered, at) {
    const items = { ...page.items };
    for (const { line_id, ...values } of entered) {
        const item = sheet.items.find(({ id }) => id === line_id);
        const old = items[line_id] || BLANK;
        items[line_id] = {
            ...old,
            ...values,
            result: colourOf(item, values) ?? old.result,
            at,
        };
    }
    return { ...page, items };
}

/** Photos of both sides: the server's, and those that are still on their way. */
function mergeMedia(mine, theirs) {
    const known = new Set(theirs.map(({ key }) => key));
    return [...theirs, ...mine.filter(({ url, key }) => url && !known.has(key))];
}

/** One item of both sides: the later word, and photos of either. */
function mergeLines(mine, theirs) {
    const later = Date.parse(mine.at || 0) > Date.parse(theirs.at || 0);
    return {
        ...(later ? mine : theirs),
        job: theirs.job || mine.job,
        before: theirs.before || mine.before,
        media: mergeMedia(mine.media, theirs.media),
    };
}

/** What the server knows, with what this phone entered later and has not sent yet. */
export function mergePages(local, server) {
    const known = local?.items || {};
    const before = Object.fromEntries(
        Object.entries(server.before || {}).map(([id, last]) => [
            id,
            { ...BLANK, before: last },
        ]),
    );
    const theirs = { ...before, ...server.items };
    const ids = Object.keys({ ...theirs, ...known });
    const items = ids.map((id) => [
        id,
        mergeLines(known[id] || BLANK, theirs[id] || BLANK),
    ]);
    return { state: server.state, items: Object.fromEntries(items) };
}

/** The page without what only this window can show. */
export function storable(page) {
    const items = Object.fromEntries(
        Object.entries(page.items).map(([id, line]) => [
            id,
            { ...line, media: line.media.filter(({ url }) => !url) },
        ]),
    );
    return { ...page, items };
}

/** [{id, name, items}] in the order of the sheet. */
export function groupsOf(sheet) {
    const groups = [];
    for (const item of sheet.items) {
        if (item.kind === "group" || !groups.length) {
            groups.push({ id: item.id, name: item.kind === "group" ? item.name : "" });
            groups.at(-1).items = [];
        }
        if (item.kind !== "group") {
            groups.at(-1).items.push(item);
        }
    }
    return groups.filter(({ items }) => items.length);
}

export function isChecked(page, item) {
    return (page.items[item.id]?.result || "none") !== "none";
}

/** {done, total, red, amber}: how far the sheet, or a part of it, is filled. */
export function progressOf(page, items) {
    const counted = items.filter(({ kind }) => CHECKED_KINDS.has(kind));
    const results = counted.map(({ id }) => page.items[id]?.result || "none");
    const count = (wanted) => results.filter((result) => result === wanted).length;
    return {
        total: counted.length,
        done: counted.length - count("none"),
        red: count("red"),
        amber: count("amber"),
    };
}

/** What "all green" enters for a group: lights and answers that nobody touched. */
export function allGreen(page, items) {
    return items
        .filter((item) => !isChecked(page, item))
        .map((item) => {
            if (item.kind === "light") {
                return { line_id: item.id, result: "green" };
            }
            const answer = ["yes", "no"].find((word) => item[word] === "green");
            return item.kind === "yes_no" && answer && { line_id: item.id, answer };
        })
        .filter(Boolean);
}

/** The language of the page; the browser's own where there is none. */
function pageLocale() {
    return globalThis.document?.documentElement.lang || undefined;
}

/** A value with its unit, in the phone's way to write numbers. */
export function valueText(item, value, locale = pageLocale()) {
    if (value === null || value === undefined) {
        return "";
    }
    const number = new Intl.NumberFormat(locale, {
        maximumFractionDigits: Math.max(item.decimals, 0),
        minimumFractionDigits: item.decimals > 0 ? 1 : 0,
    }).format(value);
    return item.unit ? `${number} ${item.unit}` : number;
}

/** Keys of the number pad: the text after one more key. */
export function press(text, key) {
    if (key === "back") {
        return text.slice(0, -1);
    }
    if (key === "sign") {
        return text.startsWith("-") ? text.slice(1) : `-${text}`;
    }
    if (key === "." && text.includes(".")) {
        return text;
    }
    const digits = text.replace(/\D/g, "").length;
    return digits >= 7 && key !== "." ? text : text + key;
}

/** Number of the pad's text, null when it is none. */
export function numberOf(text) {
    const number = Number.parseFloat(text);
    return Number.isFinite(number) ? number : null;
}

/** Visits whose plate, number or vehicle has the text, spelled in any way. */
export function findVisits(visits, text) {
    const plain = (value) => (value || "").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
    const wanted = plain(text);
    return visits.filter((visit) =>
        [visit.plate, visit.name, visit.vehicle].some((value) =>
            plain(value).includes(wanted),
        ),
    );
}

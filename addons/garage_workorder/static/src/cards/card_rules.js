/**
 * What the cards of a work order show and keep. Pure: plain values in and out.
 */

/** Icon of what a line sells. */
export const KIND_ICONS = {
    labour: "fa-wrench",
    part: "fa-cog",
    fee: "fa-tag",
    sublet: "fa-truck",
    share: "fa-handshake-o",
    deposit: "fa-recycle",
};

/**
 * Put the answer of the server in the place of one card, or behind the last one.
 *
 * @param {Array<{id: number}>} cards
 * @param {{id: number}} card
 */
export function withCard(cards, card) {
    const place = cards.findIndex((other) => other.id === card.id);
    if (place < 0) {
        return [...cards, card];
    }
    return cards.map((other, index) => (index === place ? card : other));
}

/**
 * Which cards are unfolded when an answer of the server arrives: what the user folded
 * or unfolded while it was on its way stays so.
 *
 * @param {number[]} asked open when the server was asked
 * @param {Set<number>} now open when the answer arrives
 * @param {number[]} answered open as the server says
 */
export function openAfter(asked, now, answered) {
    const unfolded = [...now].filter((id) => !asked.includes(id));
    const folded = asked.filter((id) => !now.has(id));
    return new Set([...answered, ...unfolded].filter((id) => !folded.includes(id)));
}

/**
 * Cards of an answer; one that was unfolded meanwhile keeps the lines it shows.
 *
 * @param {Array<{id: number, lines?: Array}>} cards of the answer
 * @param {Array<{id: number, lines?: Array}>} shown
 * @param {Set<number>} open
 */
export function withLines(cards, shown, open) {
    return cards.map((card) => {
        const known = shown.find(({ id }) => id === card.id);
        return open.has(card.id) && !card.lines && known?.lines ? known : card;
    });
}

/** The ids after one was dropped behind another (false: to the front). */
export function movedAfter(ids, id, previous) {
    const rest = ids.filter((other) => other !== id);
    const place = previous ? rest.indexOf(previous) + 1 : 0;
    return [...rest.slice(0, place), id, ...rest.slice(place)];
}

/** The ids after one moved by a number of places, for the keyboard. */
export function movedBy(ids, id, steps) {
    const place = ids.indexOf(id) + steps;
    if (place < 0 || place >= ids.length) {
        return ids;
    }
    const rest = ids.filter((other) => other !== id);
    return [...rest.slice(0, place), id, ...rest.slice(place)];
}

/** Values of a line that was taken off by somebody else, to put it back. */
export function restoredLine(line, mine) {
    return {
        product_id: line.product_id,
        name: mine.name ?? line.name,
        quantity: mine.product_uom_qty ?? line.product_uom_qty,
        price: mine.price_unit ?? line.price_unit,
        discount: mine.discount ?? line.discount,
    };
}

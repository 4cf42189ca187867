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

/**
 * Share the price of a kit over its parts so that quantity times price sums up to it
 * exactly; the rule of jobs (garage_parts_catalog/domain/kits.py, unit_prices).
 *
 * @param {number} total price of one kit in the smallest unit of the currency
 * @param {number[]} weights what the parts would cost alone
 * @param {number[]} quantities pieces of each part in one kit, positive
 * @returns {number[]} price of one piece of each part in the smallest unit
 */
export function sharePrice(total, weights, quantities) {
    const base = weights.reduce((sum, weight) => sum + weight, 0);
    const shares = weights.map((weight) => (base ? weight / base : 1 / weights.length));
    const prices = shares.map((share, place) =>
        Math.floor((total * share) / quantities[place]),
    );
    const rest = prices.reduce(
        (left, price, place) => left - price * quantities[place],
        total,
    );
    const order = [...shares.keys()].sort((one, two) => shares[two] - shares[one]);
    const taker = order.find((place) => quantities[place] === 1) ?? order[0];
    prices[taker] += rest / quantities[taker];
    return prices;
}

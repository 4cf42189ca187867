/** Number of clicks that a list of tour steps stands for; typing is not counted. */
export function countClicks(steps) {
    return steps.filter((step) => step.run === "click").length;
}

/** The steps, when they need no more clicks than the budget; else the tour fails. */
export function withinClicks(budget, steps) {
    const clicks = countClicks(steps);
    if (clicks > budget) {
        throw new Error(`${clicks} clicks, but the budget is ${budget}`);
    }
    return steps;
}

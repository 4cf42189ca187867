import { RelationalModel } from "@web/model/relational_model/relational_model";

/** While a card is in the air or being saved, live updates wait. */
export class Hold {
    constructor() {
        this.held = 0;
        this.taken = 0;
        this.waiting = [];
    }

    take() {
        this.held++;
        this.taken++;
    }

    release() {
        this.held--;
        if (!this.held) {
            this.waiting.splice(0).forEach((resume) => resume());
        }
    }

    /** Resolves when nothing holds the board. */
    async free() {
        while (this.held) {
            await new Promise((resume) => this.waiting.push(resume));
        }
    }
}

/**
 * New columns replace the old ones with all their cards, also the one that the user
 * is dragging, whose drop would then be lost. So they are kept back until the card has
 * been dropped and saved, and are read once more because it changed meanwhile.
 */
export class BoardModel extends RelationalModel {
    setup() {
        super.setup(...arguments);
        this.hold = new Hold();
    }

    async _loadData(config) {
        if (!config.isRoot) {
            return super._loadData(...arguments);
        }
        let taken, data;
        do {
            await this.hold.free();
            taken = this.hold.taken;
            data = await super._loadData(...arguments);
        } while (taken !== this.hold.taken);
        return data;
    }
}

import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { PartsSearch } from "@garage_parts_catalog/parts_search/parts_search";

/** The back office's parts search, which says in words when the server is away. */
export class TillPartsSearch extends PartsSearch {
    static template = "garage_pos_catalog.TillPartsSearch";

    setup() {
        super.setup();
        this.state.offline = false;
    }

    async search() {
        await this.whileOnline(() => super.search());
    }

    async findVehicles() {
        await this.whileOnline(() => super.findVehicles());
    }

    async finishPick(row, stay) {
        await this.whileOnline(() => super.finishPick(row, stay));
    }

    async whileOnline(action) {
        try {
            await action();
            this.state.offline = false;
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.offline = true;
        }
    }
}

/** Parts of the suppliers' catalogues, for the vehicle of the order. */
export class PartsPopup extends Component {
    static template = "garage_pos_catalog.PartsPopup";
    static components = { Dialog, TillPartsSearch };
    static props = {
        text: { type: String, optional: true },
        vehicle: { type: [Object, { value: null }], optional: true },
        take: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
    }

    /** Customers see this screen: the register's own setting decides, as in Odoo. */
    get showsCosts() {
        return this.pos.config.is_margins_costs_accessible_to_every_user;
    }

    async onPick(row, quantity, stay) {
        await this.props.take(row, quantity);
        if (!stay) {
            this.props.close();
        }
    }
}

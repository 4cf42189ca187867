import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Plate } from "@garage_vehicle/components/plate/plate";

/** Put a vehicle on the order: type or scan its plate or VIN. */
export class VehiclePopup extends Component {
    static template = "garage_pos_workorder.VehiclePopup";
    static components = { Dialog, Plate };
    static props = { search: Function, choose: Function, close: Function };

    setup() {
        this.state = useState({ text: "", searched: "", rows: [] });
        this.last = new KeepLast();
        this.searchSoon = useDebounced(() => this.search(), 200);
        useAutofocus({ refName: "text" });
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    async search() {
        const { text } = this.state;
        this.state.rows = text ? await this.last.add(this.props.search(text)) : [];
        this.state.searched = text;
    }

    /** Enter takes the only vehicle that was found; a look-alike is never silent. */
    async onKeydown(ev) {
        if (ev.key === "Enter") {
            await this.search();
            const clear = this.state.rows.filter((row) => !row.lookalike);
            if (clear.length === 1) {
                this.choose(clear[0]);
            }
        }
    }

    choose(row) {
        this.props.close();
        return this.props.choose(row);
    }
}

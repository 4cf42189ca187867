import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { Dialog } from "@web/core/dialog/dialog";
import { KeepLast } from "@web/core/utils/concurrency";
import { useAutofocus } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Plate } from "@garage_vehicle/components/plate/plate";

/** Ready work orders first; type a plate in any spelling, tap Pay. */
export class WorkordersPopup extends Component {
    static template = "garage_pos_workorder.WorkordersPopup";
    static components = { Dialog, Plate };
    static props = {
        search: Function,
        open: Function,
        pay: Function,
        print: { type: [Function, { value: undefined }], optional: true },
        close: Function,
    };

    setup() {
        this.state = useState({ text: "", rows: [], loading: true, error: "" });
        this.last = new KeepLast();
        this.searchSoon = useDebounced(() => this.search(), 200);
        useAutofocus({ refName: "text" });
        onWillStart(() => this.search());
    }

    onInput(ev) {
        this.state.text = ev.target.value;
        this.searchSoon();
    }

    onKeydown(ev) {
        if (ev.key === "Enter" && this.state.rows.length === 1) {
            this.pay(this.state.rows[0]);
        }
    }

    async search() {
        this.state.loading = true;
        try {
            this.state.rows = await this.last.add(this.props.search(this.state.text));
            this.state.error = "";
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.error = _t(
                "The server is away, so work orders cannot be shown. Orders that are open at this till can still be paid.",
            );
        } finally {
            this.state.loading = false;
        }
    }

    open(row) {
        this.props.close();
        return this.props.open(row);
    }

    pay(row) {
        this.props.close();
        return this.props.pay(row);
    }

    badge(row) {
        return row.state === "ready" ? "text-bg-success" : "text-bg-secondary";
    }
}

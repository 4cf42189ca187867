import { _t } from "@web/core/l10n/translation";
import { formatDate, formatDateTime, deserializeDateTime } from "@web/core/l10n/dates";
import { formatCurrency } from "@web/core/currency";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { formatInteger } from "@web/views/fields/formatters";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { Component, onWillStart, onWillUpdateProps, useState } from "@odoo/owl";

const PAGE = 20;
const FIELDS = [
    "date",
    "kind",
    "name",
    "details",
    "amount",
    "currency_id",
    "odometer",
    "user_id",
    "res_model",
    "res_id",
];
const ICONS = {
    visit: "fa-car",
    job: "fa-wrench",
    declined: "fa-ban",
    parts: "fa-cogs",
    sale: "fa-shopping-basket",
    estimate: "fa-file-text-o",
    approval: "fa-thumbs-o-up",
    invoice: "fa-file-text",
    payment: "fa-credit-card",
    key: "fa-key",
    inspection: "fa-check-square-o",
    odometer: "fa-tachometer",
    owner: "fa-user",
    document: "fa-paperclip",
    reminder: "fa-bell-o",
    recall: "fa-bullhorn",
};

const GROUPS = {
    work: ["visit", "job", "declined", "parts", "inspection", "sale", "recall"],
    money: ["estimate", "approval", "invoice", "payment", "key"],
    documents: ["document"],
    odometer: ["odometer"],
};

/** The history of a vehicle, newest first, loaded page by page. */
export class Timeline extends Component {
    static template = "garage_vehicle.Timeline";
    static props = {
        vehicleId: { type: [Number, Boolean], optional: true },
        version: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ events: [], more: false, group: "" });
        this.groups = [
            { id: "", label: _t("All") },
            { id: "work", label: _t("Work") },
            { id: "money", label: _t("Money") },
            { id: "documents", label: _t("Documents") },
            { id: "odometer", label: _t("Odometer") },
        ];
        onWillStart(() => this.load(this.props.vehicleId, 0));
        onWillUpdateProps((next) => {
            if (this.hasChanged(next)) {
                return this.load(next.vehicleId, 0);
            }
        });
    }

    hasChanged(next) {
        return (
            next.vehicleId !== this.props.vehicleId ||
            next.version !== this.props.version
        );
    }

    choose(group) {
        this.state.group = group;
        return this.load(this.props.vehicleId, 0);
    }

    getDomain(vehicleId) {
        const kinds = GROUPS[this.state.group];
        const own = [["vehicle_id", "=", vehicleId]];
        return kinds ? [...own, ["kind", "in", kinds]] : own;
    }

    async load(vehicleId, offset) {
        const events = vehicleId
            ? await this.orm.searchRead(
                  "garage.vehicle.event",
                  this.getDomain(vehicleId),
                  FIELDS,
                  { limit: PAGE + 1, offset },
              )
            : [];
        const known = offset ? this.state.events : [];
        this.state.events = [...known, ...events.slice(0, PAGE)];
        this.state.more = events.length > PAGE;
    }

    loadMore() {
        return this.load(this.props.vehicleId, this.state.events.length);
    }

    icon(event) {
        return ICONS[event.kind] || "fa-circle-o";
    }

    when(event) {
        return formatDate(deserializeDateTime(event.date));
    }

    fullDate(event) {
        return formatDateTime(deserializeDateTime(event.date));
    }

    details(event) {
        const parts = [];
        if (event.odometer) {
            parts.push(_t("%s km", formatInteger(event.odometer)));
        }
        if (event.user_id) {
            parts.push(event.user_id[1]);
        }
        return parts.join(" · ");
    }

    photoUrl(event) {
        return event.res_model === "garage.vehicle.document"
            ? `/web/image/garage.vehicle.document/${event.res_id}/datas/240x160`
            : "";
    }

    amount(event) {
        return event.amount
            ? formatCurrency(event.amount, event.currency_id && event.currency_id[0])
            : "";
    }

    open(event) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: event.res_model,
            res_id: event.res_id,
            views: [[false, "form"]],
        });
    }
}

export class TimelineWidget extends Component {
    static template = "garage_vehicle.TimelineWidget";
    static components = { Timeline };
    static props = { ...standardWidgetProps };

    get version() {
        return String(this.props.record.data.write_date || "");
    }
}

registry.category("view_widgets").add("garage_timeline", {
    component: TimelineWidget,
    fieldDependencies: [{ name: "write_date", type: "datetime" }],
});

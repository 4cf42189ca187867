import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import {
    Component,
    EventBus,
    onWillStart,
    onWillUpdateProps,
    useState,
} from "@odoo/owl";

import { scalePhoto, toBase64 } from "./scale_photo";

const MODEL = "garage.vehicle.document";
const MEGABYTE = 1024 * 1024;
// the camera button and the list of one form tell each other what is new
const changes = new EventBus();

/**
 * Photos and papers of a vehicle. `compact` is the camera button alone: one tap opens
 * the camera of a phone, the second takes the picture. A file that could not be sent
 * stays in the list with its reason and a button to send it again.
 */
export class Documents extends Component {
    static template = "garage_vehicle.Documents";
    static props = {
        ...standardWidgetProps,
        compact: { type: Boolean, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ documents: [], waiting: [], sent: 0 });
        this.limit = 0;
        this.lastKey = 0;
        this.canAdd = false;
        // both at once: a form drawn anew meanwhile must not ask for more afterwards
        onWillStart(async () => {
            const loaded = this.load(this.props.record);
            this.canAdd = await user.checkAccessRight(MODEL, "create");
            await loaded;
        });
        onWillUpdateProps((next) => {
            if (next.record.resId !== this.props.record.resId) {
                return this.load(next.record);
            }
        });
        useBus(changes, "changed", () => this.load(this.props.record));
    }

    /** The vehicle and, on a visit, what the file is linked to. */
    target(record) {
        if (record.resModel === "garage.vehicle") {
            return [record.resId];
        }
        const vehicle = record.data.vehicle_id;
        return [vehicle && vehicle.id, record.resModel, record.resId];
    }

    async load(record) {
        const [vehicleId] = this.target(record);
        if (!vehicleId || !record.resId) {
            this.state.documents = [];
            return;
        }
        const found = await this.orm.call(MODEL, "get_documents", this.target(record));
        this.limit = found.limit;
        this.state.documents = found.documents;
    }

    async onFiles(ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        if (!this.props.record.resId && !(await this.props.record.save())) {
            return;
        }
        const entries = files.map((file) => ({
            key: ++this.lastKey,
            file,
            name: file.name,
            error: "",
            sending: true,
        }));
        this.state.waiting.push(...entries);
        for (const { key } of entries) {
            await this.send(this.state.waiting.find((entry) => entry.key === key));
        }
    }

    async send(entry) {
        Object.assign(entry, { sending: true, error: "" });
        try {
            const small = await scalePhoto(entry.file);
            this.checkSize(small);
            const content = await toBase64(small);
            const [vehicleId, ...link] = this.target(this.props.record);
            await this.orm.silent.call(MODEL, "add_file", [
                vehicleId,
                entry.name,
                content,
                ...link,
            ]);
            this.drop(entry);
            this.state.sent += 1;
            changes.trigger("changed");
        } catch (error) {
            entry.sending = false;
            entry.error = this.errorText(error);
        }
    }

    checkSize(blob) {
        if (this.limit && blob.size > this.limit) {
            const text = _t(
                "It has %(size)s MB, at most %(limit)s MB are kept. Take a smaller one or cut it into parts.",
                {
                    size: Math.ceil(blob.size / MEGABYTE),
                    limit: Math.floor(this.limit / MEGABYTE),
                },
            );
            throw new Error(text.toString());
        }
    }

    errorText(error) {
        if (error.data?.message) {
            return error.data.message;
        }
        return error instanceof Error && error.message && !error.event
            ? error.message
            : _t("It could not be sent. Check the connection.").toString();
    }

    drop(entry) {
        const at = this.state.waiting.findIndex((one) => one.key === entry.key);
        this.state.waiting.splice(at, 1);
    }

    async setVisible(document, ev) {
        await this.orm.write(MODEL, [document.id], {
            customer_visible: ev.target.checked,
        });
        changes.trigger("changed");
    }

    async remove(document) {
        await this.orm.call(MODEL, "action_remove", [[document.id]]);
        changes.trigger("changed");
    }

    url(document, thumbnail) {
        return thumbnail
            ? `/web/image/${document.attachment_id}/240x180?crop=1`
            : `/web/content/${document.attachment_id}?filename=${encodeURIComponent(document.name)}`;
    }

    when(document) {
        return formatDate(deserializeDateTime(document.date));
    }
}

registry.category("view_widgets").add("garage_documents", {
    component: Documents,
    extractProps: ({ options }) => ({ compact: Boolean(options.compact) }),
    fieldDependencies: ({ options }) =>
        options?.on_visit ? [{ name: "vehicle_id", type: "many2one" }] : [],
});

import { Component, onMounted, onWillUnmount, useState } from "@odoo/owl";
import { Plate } from "@garage_vehicle/components/plate/plate";
import { _t } from "@web/core/l10n/translation";
import { page } from "../page";
import { DrawBoard } from "./draw_board";
import { fileToSend } from "./inspection_files";
import { InspectionItem } from "./inspection_item";
import {
    allGreen,
    BLANK,
    enterItems,
    groupsOf,
    mergePages,
    progressOf,
    storable,
} from "./inspection_rules";
import { InspectionStore } from "./inspection_store";
import { NumberPad } from "./number_pad";

const REFRESH_MS = 20000;

/** One sheet of one visit on the whole screen; each tap is kept and sent at once. */
export class InspectionPage extends Component {
    static template = "garage_workorder.InspectionPage";
    static components = { DrawBoard, InspectionItem, NumberPad, Plate };
    static props = {
        visit: Object,
        sheet: Object,
        floor: Object,
        waiting: { type: Number, optional: true }, // entries not sent yet
        onClose: Function,
    };

    setup() {
        const { visit, sheet } = this.props;
        this.store = new InspectionStore(page.user_id);
        const known = this.store.readPage(visit.id, sheet.id);
        this.state = useState({
            page: known || { state: "open", items: {} },
            pad: null,
            board: null,
            film: "",
        });
        onMounted(() => {
            document.body.classList.add("o_insp_open");
            this.timer = setInterval(() => this.refresh(), REFRESH_MS);
            this.refresh();
        });
        onWillUnmount(() => {
            document.body.classList.remove("o_insp_open");
            clearInterval(this.timer);
        });
    }

    get groups() {
        return groupsOf(this.props.sheet).map((group) => ({
            ...group,
            open: allGreen(this.state.page, group.items).length,
        }));
    }

    get progress() {
        return progressOf(this.state.page, this.props.sheet.items);
    }

    get isDone() {
        return this.state.page.state === "done";
    }

    get finishText() {
        const { done, total } = this.progress;
        return done < total
            ? _t("Finish, %(open)s not checked", { open: total - done })
            : _t("Finish");
    }

    lineOf(item) {
        return this.state.page.items[item.id] || BLANK;
    }

    async refresh() {
        const { visit, sheet } = this.props;
        try {
            const fresh = await this.store.fetchPage(visit.id, sheet.id);
            this.keep(mergePages(this.state.page, fresh));
        } catch {
            // no network: what this phone knows stands, and is sent later
        }
    }

    keep(filled) {
        const { visit, sheet } = this.props;
        this.state.page = filled;
        this.store.writePage(visit.id, sheet.id, storable(filled));
    }

    send(action, values = {}, files = []) {
        const { visit, sheet, floor } = this.props;
        const where = { workorder_id: visit.id, sheet_id: sheet.id };
        return floor.act(action, visit.job_id || false, { ...where, ...values }, files);
    }

    enterAll(items) {
        const at = new Date().toISOString();
        this.keep(enterItems(this.state.page, this.props.sheet, items, at));
        this.send("inspect", { items });
    }

    enter(item, values) {
        this.enterAll([{ line_id: item.id, ...values }]);
    }

    markGreen(group) {
        this.enterAll(allGreen(this.state.page, group.items));
    }

    propose(item) {
        this.change(item, { job: item.template || item.name });
        this.send("inspect_job", { line_id: item.id });
        this.props.floor.notify(_t("Proposed to the adviser."), "success");
    }

    finish() {
        this.keep({ ...this.state.page, state: "done" });
        this.send("inspect_done");
        this.props.onClose();
    }

    /** What the screen knows before the server does. */
    change(item, values) {
        const items = { ...this.state.page.items };
        items[item.id] = { ...this.lineOf(item), ...values };
        this.keep({ ...this.state.page, items });
    }

    async addFile(item, chosen, kind) {
        const { file, problem } = await fileToSend(chosen);
        if (problem) {
            this.props.floor.notify(problem, "danger");
            return;
        }
        this.addMedia(item, file, { kind });
    }

    addMedia(item, file, { kind, original = "" }) {
        const key = crypto.randomUUID();
        const media = { key, kind, url: URL.createObjectURL(file.blob) };
        this.change(item, { media: [...this.lineOf(item).media, media] });
        const values = { line_id: item.id, kind, media_key: key, original };
        this.send("inspect_media", values, [file]);
    }

    openPad(item) {
        this.state.pad = item;
    }

    saveValue(value) {
        const item = this.state.pad;
        this.state.pad = null;
        this.enter(item, { value });
    }

    openMedia(item, media) {
        const address = media.url || `/garage/mechanic/inspection/media/${media.id}`;
        if (media.kind === "video") {
            this.state.film = address;
            return;
        }
        this.state.board = { item, source: address, original: media.key };
    }

    openSketch(item) {
        this.state.board = { item, source: "", original: "" };
    }

    saveDrawing(blob) {
        const { item, original } = this.state.board;
        this.state.board = null;
        const file = { name: "drawing.jpg", blob };
        this.addMedia(item, file, { kind: "drawing", original });
    }
}

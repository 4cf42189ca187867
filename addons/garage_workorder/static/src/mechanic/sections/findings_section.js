import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { FindingSheet } from "../finding_sheet";
import { sections } from "../floor_registry";
import { page } from "../page";
import { mediaOf } from "../photo";

/** What was found beside the job: photo, colour, words. Notes are for the adviser. */
export class FindingsSection extends Component {
    static template = "garage_workorder.MechanicFindings";
    static components = { FindingSheet };
    static props = ["*"];

    setup() {
        this.state = useState({ sheet: "", files: [], busy: false });
    }

    async takeFile(ev) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (!file) {
            return;
        }
        this.state.busy = true;
        try {
            const media = await mediaOf(file, page.limits);
            this.state.files = [...this.state.files, media];
        } catch (problem) {
            this.props.floor.notify(this.problemText(problem, file), "danger");
        } finally {
            this.state.busy = false;
        }
        this.state.sheet ||= "finding";
    }

    problemText(problem, file) {
        const size = Math.ceil(file.size / 1024 ** 2);
        if (problem.reason === "size" && file.type.startsWith("video/")) {
            const limit = Math.floor(page.limits.video / 1024 ** 2);
            return _t(
                "The video has %(size)s MB, at most %(limit)s MB can be sent. Record a shorter one; your words are kept.",
                { size, limit },
            );
        }
        if (problem.reason === "size") {
            return _t(
                "The phone cannot open this photo of %(size)s MB. Take it again with a lower resolution; your words are kept.",
                { size },
            );
        }
        return _t("This is no photo and no video. Choose another file.");
    }

    openSheet(kind) {
        this.state.sheet = kind;
    }

    closeSheet() {
        Object.assign(this.state, { sheet: "", files: [] });
    }

    save(values) {
        const { sheet, files } = this.state;
        // what the sheet holds is reactive; the database of the phone wants it plain
        const plain = files.map(({ name, blob }) => ({ name, blob }));
        this.closeSheet();
        this.props.act(sheet, values, plain);
    }
}

sections.add("findings", { component: FindingsSection, sequence: 50 });

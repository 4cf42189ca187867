import { Component, useEffect, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { valueText } from "./inspection_rules";
import { resultView } from "./result_view";

/** One item: three big buttons, or a value, or yes and no; photos and a note. */
export class InspectionItem extends Component {
    static template = "garage_workorder.InspectionItem";
    static props = {
        item: Object,
        line: Object,
        enter: Function, // (item, values)
        propose: Function, // (item)
        addFile: Function, // (item, file, kind)
        openPad: Function, // (item)
        openMedia: Function, // (item, media)
        openSketch: Function, // (item)
    };

    setup() {
        this.state = useState({ writing: false });
        this.text = useRef("text");
        useEffect(
            (writing) => writing && this.text.el.focus(),
            () => [this.state.writing],
        );
        this.levels = ["green", "amber", "red"].map(resultView);
    }

    get view() {
        return resultView(this.props.line.result);
    }

    get isBad() {
        return ["amber", "red"].includes(this.props.line.result);
    }

    get answers() {
        const { item } = this.props;
        return [
            { key: "yes", text: _t("Yes"), level: item.yes },
            { key: "no", text: _t("No"), level: item.no },
        ];
    }

    get value() {
        return valueText(this.props.item, this.props.line.value);
    }

    get before() {
        const { before } = this.props.line;
        if (!before) {
            return "";
        }
        const what = valueText(this.props.item, before.value);
        return _t("%(date)s: %(what)s", {
            date: before.date,
            what: what || resultView(before.result).text,
        });
    }

    get proposal() {
        const { item } = this.props;
        return item.template
            ? _t("Propose: %(job)s", { job: item.template })
            : _t("Propose a job");
    }

    get lightView() {
        const { kind } = this.props.item;
        return { light: kind === "light", yesNo: kind === "yes_no" };
    }

    thumbnailOf(media) {
        return media.url || `/garage/mechanic/inspection/media/${media.id}?size=small`;
    }

    press(values) {
        this.props.enter(this.props.item, values);
    }

    /** A second tap on the same button takes the answer back. */
    choose(result) {
        const same = this.props.line.result === result;
        this.press({ result: same ? "none" : result });
    }

    answer(key) {
        this.press({ answer: this.props.line.answer === key ? "" : key });
    }

    take(ev, kind) {
        const [file] = ev.target.files;
        ev.target.value = "";
        if (file) {
            this.props.addFile(this.props.item, file, kind);
        }
    }

    write(ev) {
        this.state.writing = false;
        const note = ev.target.value.trim();
        if (note !== this.props.line.note) {
            this.press({ note });
        }
    }
}

import { Component, onMounted, useRef, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { drawCar, SKETCH_SIZE } from "./car_sketch";
import { drawShapes, extend, isDrawn, placeOf } from "./draw_rules";

/** A photo on the whole screen, with arrow, circle and line to draw on it. */
export class DrawBoard extends Component {
    static template = "garage_workorder.InspectionDrawBoard";
    static props = {
        source: String, // address of the photo, empty for the sketch of a car
        title: String,
        onSave: Function, // (blob)
        onClose: Function,
    };

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({ tool: "arrow", count: 0, missing: false });
        this.shapes = [];
        this.drawing = null;
        this.tools = [
            { key: "arrow", icon: "fa-long-arrow-right", text: _t("Arrow") },
            { key: "circle", icon: "fa-circle-o", text: _t("Circle") },
            { key: "line", icon: "fa-pencil", text: _t("Line") },
        ];
        onMounted(() => this.start());
    }

    async start() {
        const canvas = this.canvas.el;
        if (this.props.source) {
            this.photo = await this.loadPhoto();
            if (!this.photo) {
                this.state.missing = true;
                return;
            }
            canvas.width = this.photo.naturalWidth;
            canvas.height = this.photo.naturalHeight;
        } else {
            Object.assign(canvas, SKETCH_SIZE);
        }
        this.isReady = true;
        this.redraw();
    }

    async loadPhoto() {
        const photo = new Image();
        photo.src = this.props.source;
        try {
            await photo.decode();
            return photo;
        } catch {
            return null;
        }
    }

    redraw() {
        const { width, height } = this.canvas.el;
        const pen = this.canvas.el.getContext("2d");
        if (this.photo) {
            pen.drawImage(this.photo, 0, 0);
        } else {
            drawCar(pen);
        }
        drawShapes(pen, [...this.shapes, this.drawing].filter(Boolean), width, height);
        this.state.count = this.shapes.length;
    }

    placeOf(ev) {
        return placeOf(ev, this.canvas.el.getBoundingClientRect());
    }

    onDown(ev) {
        ev.preventDefault();
        if (!this.isReady) {
            return;
        }
        this.canvas.el.setPointerCapture?.(ev.pointerId);
        this.drawing = { tool: this.state.tool, points: [this.placeOf(ev)] };
    }

    onMove(ev) {
        if (this.drawing) {
            this.drawing = extend(this.drawing, this.placeOf(ev));
            this.redraw();
        }
    }

    onUp() {
        if (this.drawing && isDrawn(this.drawing)) {
            this.shapes.push(this.drawing);
        }
        this.drawing = null;
        this.redraw();
    }

    undo() {
        this.shapes.pop();
        this.redraw();
    }

    save() {
        this.canvas.el.toBlob((blob) => this.props.onSave(blob), "image/jpeg", 0.85);
    }
}

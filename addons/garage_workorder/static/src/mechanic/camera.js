import { Component, onMounted, onWillUnmount, useRef, useState } from "@odoo/owl";
import { makeReader } from "./code_reader";

const LOOK_MS = 250;

/** Whether this browser gives its camera; it does at a secure address only. */
export function hasCamera() {
    return Boolean(navigator.mediaDevices?.getUserMedia);
}

/** The camera, looking for a barcode or QR code. */
export class Camera extends Component {
    static template = "garage_workorder.MechanicCamera";
    static props = { onCode: Function, onClose: Function };

    setup() {
        this.video = useRef("video");
        this.state = useState({ refused: false, blind: false });
        onMounted(() => this.start());
        onWillUnmount(() => this.stop());
    }

    async start() {
        this.looking = true;
        try {
            this.stream = await navigator.mediaDevices.getUserMedia({
                video: { facingMode: "environment" },
            });
        } catch {
            this.state.refused = true;
            return;
        }
        if (!this.looking) {
            this.stop();
            return;
        }
        this.video.el.srcObject = this.stream;
        await this.video.el.play();
        try {
            this.detector = await makeReader();
        } catch {
            this.state.blind = true;
            return;
        }
        this.look();
    }

    async look() {
        if (!this.looking) {
            return;
        }
        const found = await this.detector.detect(this.video.el).catch(() => []);
        if (found.length && this.looking) {
            navigator.vibrate?.(60);
            this.props.onCode(found[0].rawValue);
            return;
        }
        this.timer = setTimeout(() => this.look(), LOOK_MS);
    }

    stop() {
        this.looking = false;
        clearTimeout(this.timer);
        this.stream?.getTracks().forEach((track) => track.stop());
    }
}

import { Component, onWillStart, onWillUnmount, useEffect, useRef } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";

/** One picture of the owner's board, drawn by the library of Odoo's own graphs. */
export class OwnerChart extends Component {
    static template = "garage_workorder.OwnerChart";
    static props = {
        config: Object,
        label: String,
        onPick: { type: Function, optional: true },
    };

    setup() {
        this.canvas = useRef("canvas");
        this.chart = null;
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => this.draw(),
            () => [this.props.config],
        );
        onWillUnmount(() => this.chart?.destroy());
    }

    draw() {
        this.chart?.destroy();
        const { config, onPick } = this.props;
        const onClick = (event, found) => found.length && onPick?.(found[0].index);
        this.chart = new window.Chart(this.canvas.el, {
            ...config,
            options: { ...config.options, onClick },
        });
    }
}

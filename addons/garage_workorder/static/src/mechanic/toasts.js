import { Component } from "@odoo/owl";

/** Short messages above the thumb; warnings stay until they are read. */
export class Toasts extends Component {
    static template = "garage_workorder.MechanicToasts";
    static props = { toasts: Array, onClose: Function };
}

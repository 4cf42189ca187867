import { Component } from "@odoo/owl";

/** What the register said, in place, with its source; nothing moves for it. */
export class RegisterLine extends Component {
    static template = "garage_vehicle.RegisterLine";
    static props = { answer: { type: [Object, { value: null }], optional: true } };
}

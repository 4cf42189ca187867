import { Component } from "@odoo/owl";

/** A plate drawn as people know it; an unknown country gives a grey one. */
export class Plate extends Component {
    static template = "garage_vehicle.Plate";
    static props = {
        plate: { type: [String, Boolean], optional: true },
        country: { type: [String, Boolean], optional: true },
        class: { type: String, optional: true },
    };

    get countryClass() {
        return plateClass(this.props.country);
    }
}

/** Return the class that gives a plate the colours of its country. */
export function plateClass(country) {
    return country ? `o_garage_plate_${country.toLowerCase()}` : "";
}

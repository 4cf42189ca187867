import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";

import { Plate, plateClass } from "@garage_vehicle/components/plate/plate";

const COUNTRY_FIELD = "plate_country_code";

/** Shows the plate as a plate; typing happens inside the drawn plate. */
export class PlateField extends CharField {
    static template = "garage_vehicle.PlateField";
    static components = { ...CharField.components, Plate };
    static props = {
        ...CharField.props,
        countryField: { type: String, optional: true },
    };

    get country() {
        return this.props.record.data[this.props.countryField || COUNTRY_FIELD];
    }

    get countryClass() {
        return plateClass(this.country);
    }
}

export const plateField = {
    ...charField,
    component: PlateField,
    displayName: _t("License plate"),
    supportedTypes: ["char"],
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...charField.extractProps(fieldInfo, dynamicInfo),
        countryField: fieldInfo.options.country_field,
    }),
    fieldDependencies: ({ options }) => [
        { name: options.country_field || COUNTRY_FIELD, type: "char", readonly: true },
    ],
};

registry.category("fields").add("garage_plate", plateField);

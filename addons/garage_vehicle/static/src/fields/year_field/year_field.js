import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** A year: no thousands separator, and nothing where no year is known. */
export class YearField extends IntegerField {
    get formattedValue() {
        return this.value ? String(this.value) : "";
    }
}

registry.category("fields").add("garage_year", {
    ...integerField,
    component: YearField,
    displayName: _t("Year"),
});

import { _t } from "@web/core/l10n/translation";

/** Word and icon of a colour; a colour never stands alone. */
export function resultView(result) {
    return (
        {
            green: { key: "green", text: _t("Good"), icon: "fa-check-circle" },
            amber: { key: "amber", text: _t("Soon"), icon: "fa-exclamation-circle" },
            red: { key: "red", text: _t("Urgent"), icon: "fa-exclamation-triangle" },
        }[result] || { key: "none", text: _t("Not checked"), icon: "fa-circle-o" }
    );
}

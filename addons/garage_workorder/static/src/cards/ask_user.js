import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";

/** Ask before something that does not go without saying; resolves to the answer. */
export function askUser(dialog, { label, confirm }) {
    return new Promise((resolve) =>
        dialog.add(
            ConfirmationDialog,
            {
                title: label,
                body: confirm,
                confirm: () => resolve(true),
                cancel: () => resolve(false),
            },
            { onClose: () => resolve(false) },
        ),
    );
}

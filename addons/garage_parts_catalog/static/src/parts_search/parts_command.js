import { Component } from "@odoo/owl";
import { formatCurrency } from "@web/core/currency";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";

/**
 * Parts from anywhere in the back office: Alt+Shift+F, or "=" in the command palette.
 * A number typed into the palette without "=" offers to look for it.
 */
const PREFIX = "=";
const SHOWN = 8;
const NUMBER = /^(?=.*\d)[\w\s./-]{5,}$/;

class PartCommand extends Component {
    static template = "garage_parts_catalog.PartCommand";
    static props = {
        row: Object,
        name: { type: String, optional: true },
        searchValue: { type: String, optional: true },
        executeCommand: { type: Function, optional: true },
        slots: { type: Object, optional: true },
    };

    money(amount) {
        return formatCurrency(amount, this.props.row.currency_id);
    }

    number(amount) {
        return formatFloat(amount, { digits: [16, 2], trailingZeros: false });
    }
}

function openSearch(env, text) {
    return env.services.action.doAction({
        type: "ir.actions.client",
        tag: "garage_parts_search",
        name: _t("Find a part"),
        target: "new",
        params: { text },
        context: { dialog_size: "extra-large" },
    });
}

/** A line that says what is wrong; who may not read parts finds none. */
function explain(error) {
    if (error instanceof ConnectionLostError) {
        const name = _t("The server does not answer. Type on to try again.");
        return [{ name, category: "garage_parts", action: () => {} }];
    }
    if (error.exceptionName === "odoo.exceptions.AccessError") {
        return [];
    }
    throw error;
}

async function provideParts(env, { searchValue }) {
    const text = searchValue.trim();
    if (!text) {
        return [];
    }
    let rows = [];
    try {
        rows = await env.services.orm.silent.call(
            "garage.catalog.item",
            "lookup",
            [text],
            { limit: SHOWN },
        );
    } catch (error) {
        return explain(error);
    }
    return rows.map((row) => ({
        Component: PartCommand,
        name: `${row.brand} ${row.number} ${row.name}`,
        category: "garage_parts",
        action: () => openSearch(env, row.number),
        props: { row },
    }));
}

registry
    .category("command_categories")
    .add("garage_parts", { namespace: PREFIX }, { sequence: 10 });
registry.category("command_setup").add(PREFIX, {
    debounceDelay: 150,
    emptyMessage: _t("No part found"),
    name: _t("parts"),
    placeholder: _t("Part number, EAN or words"),
});
registry
    .category("command_provider")
    .add("garage_parts", { namespace: PREFIX, provide: provideParts });
registry.category("command_provider").add("garage_part_number", {
    provide: (env, { searchValue = "" }) =>
        NUMBER.test(searchValue.trim())
            ? [
                  {
                      name: _t("Find part %s", searchValue.trim()),
                      action: () => openSearch(env, searchValue.trim()),
                  },
              ]
            : [],
});

export const partsShortcut = {
    dependencies: ["command"],
    start(env, { command }) {
        command.add(
            _t("Find a part"),
            () => {
                command.openMainPalette({ searchValue: PREFIX });
            },
            {
                hotkey: "alt+shift+f",
                global: true,
                hotkeyOptions: { bypassEditableProtection: true },
            },
        );
    },
};

registry.category("services").add("garage_parts_shortcut", partsShortcut);

/** Reads an order of the till into a receipt for the box (iot/contract/documents.json). */
import { formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const PICTURE = /^data:image\/(png|jpeg);base64,/;
const texts = (...values) => values.filter(Boolean);

/**
 * @param {Object} order pos.order
 * @param {Function} formatCurrency amount => text
 * @returns {Object} data of a print job of kind "receipt": words and amounts as texts
 */
export function orderReceipt(order, formatCurrency) {
    const { config } = order;
    const logo = config.uiState?.receiptLogoDataUrl || "";
    return {
        logo: PICTURE.test(logo) ? logo.replace(PICTURE, "") : null,
        company: companyOf(order),
        title: order.isRefund ? _t("Refund") : "",
        info: [[order.pos_reference || "", formatDateTime(order.date_order)]],
        notes: notesOf(order),
        above: order.garageReceiptLines(),
        lines: order.getOrderlines().map((line) => lineOf(line, formatCurrency)),
        taxes: taxesOf(order, formatCurrency),
        total: { name: _t("TOTAL"), amount: formatCurrency(order.priceIncl) },
        payments: paymentsOf(order, formatCurrency),
        change: order.showChange
            ? { name: _t("Change"), amount: formatCurrency(order.change) }
            : null,
        slips: texts(...order.payment_ids.map((payment) => payment.ticket)),
        footer: config.receipt_footer || "",
        qr: portalCode(order),
    };
}

function companyOf({ company }) {
    const city = texts(company.zip, company.city).join(" ");
    return {
        name: company.name,
        lines: texts(company.street, city, company.phone, company.vat),
    };
}

function notesOf(order) {
    const cashier = order.getCashierName();
    return texts(
        ...(order.config.receipt_header || "").split("\n"),
        cashier && _t("Served by %(name)s", { name: cashier }),
        order.partner_id?.name,
    );
}

/** The stock receipt's code for an invoice by oneself, where the company wants it. */
function portalCode(order) {
    const { company } = order;
    const shown = ["qr_code", "qr_code_and_url"].includes(
        company.point_of_sale_ticket_portal_url_display_mode,
    );
    if (!company.point_of_sale_use_ticket_qr_code || !order.finalized || !shown) {
        return null;
    }
    const base = order.config._base_url;
    const text = `${base}/pos/ticket/validate?access_token=${order.access_token}`;
    return {
        text,
        caption: _t("Need an invoice? Code: %(code)s", {
            code: order.ticket_code || "",
        }),
    };
}

function lineOf(line, formatCurrency) {
    const quantity = line.getQuantity();
    const price = formatCurrency(line.displayPriceUnit);
    return {
        name: line.getFullProductName(),
        amount: formatCurrency(line.displayPrice),
        detail: quantity === 1 ? "" : `${line.quantityStr.qtyStr} x ${price}`,
        note: line.getCustomerNote() || "",
    };
}

function taxesOf(order, formatCurrency) {
    const { subtotals = [] } = order.prices.taxDetails;
    return subtotals.flatMap((subtotal) =>
        subtotal.tax_groups.map((group) => ({
            name: group.group_name,
            amount: formatCurrency(group.tax_amount_currency),
        })),
    );
}

function paymentsOf(order, formatCurrency) {
    return order.payment_ids
        .filter((payment) => !payment.is_change)
        .map((payment) => ({
            name: [payment.payment_method_id.name, payment.card_brand, payment.card_no]
                .filter(Boolean)
                .join(" "),
            amount: formatCurrency(payment.getAmount()),
        }));
}

/** Reads an order of the till into the plain values of a receipt. */
import { formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

export function orderReceipt(order, formatCurrency) {
    return {
        company: companyOf(order),
        title: order.isRefund ? _t("Refund") : "",
        number: order.pos_reference,
        date: formatDateTime(order.date_order),
        cashier: _t("Served by %(name)s", { name: order.getCashierName() || "" }),
        above: order.garageReceiptLines(),
        lines: order.getOrderlines().map((line) => lineOf(line, formatCurrency)),
        taxes: taxesOf(order, formatCurrency),
        total: formatCurrency(order.priceIncl),
        payments: paymentsOf(order, formatCurrency),
        change: order.showChange ? formatCurrency(order.change) : "",
        slips: order.payment_ids.map((payment) => payment.ticket).filter(Boolean),
        footer: order.config.receipt_footer || "",
        qr: "",
    };
}

function companyOf({ company }) {
    const { name, street, zip, city, phone, vat } = company;
    return { name, street, zip, city, phone, vat };
}

function lineOf(line, formatCurrency) {
    const quantity = line.getQuantity();
    const price = formatCurrency(line.displayPriceUnit);
    return {
        name: line.getFullProductName(),
        amount: formatCurrency(line.displayPrice),
        detail: quantity === 1 ? "" : `${line.quantityStr.qtyStr} x ${price}`,
        note: line.getCustomerNote(),
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

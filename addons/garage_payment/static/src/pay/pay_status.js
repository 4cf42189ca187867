/** @odoo-module ignore */
// Shows a payment made elsewhere (counter, other phone) without a touch.
(function () {
    const EVERY = 4000;

    async function look(page) {
        try {
            const answer = await fetch(page.dataset.statusUrl, { cache: "no-store" });
            const { state } = await answer.json();
            if (state !== page.dataset.state) {
                window.location.reload();
                return;
            }
        } catch {
            // No network: the next look may succeed.
        }
        setTimeout(look, EVERY, page);
    }

    document.addEventListener("DOMContentLoaded", () => {
        const page = document.querySelector(".o_garage_pay_state");
        if (page) {
            setTimeout(look, EVERY, page);
        }
    });
})();

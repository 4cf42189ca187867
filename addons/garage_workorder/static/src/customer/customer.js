/*
 * The customer's page: live total, signature, one answer. Plain script without modules,
 * because the page loads nothing of Odoo; without it the form works all the same.
 */
(function () {
    const form = document.querySelector(".g-form");
    if (!form) {
        return;
    }
    const cards = Array.from(form.querySelectorAll("[data-job]"));
    const submit = form.querySelector(".g-submit");
    // where charges of the whole visit depend on what is chosen: {"12 15": total}
    const totals = JSON.parse(form.dataset.totals || "{}");

    function money(amount) {
        const digits = Number(form.dataset.digits);
        const options = {
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
        };
        const text = new Intl.NumberFormat(form.dataset.lang, options).format(amount);
        return form.dataset.money.replace("{}", text);
    }

    function showTotal() {
        const yes = cards.filter((card) => card.querySelector("[value=yes]").checked);
        const sum = yes.reduce((left, card) => left + Number(card.dataset.amount), 0);
        const total = totals[yes.map((card) => card.dataset.job).join(" ")] ?? sum;
        form.querySelector(".g-sum").textContent = money(total);
        submit.textContent = yes.length
            ? submit.dataset.some
                  .replace("{count}", yes.length)
                  .replace("{all}", cards.length)
            : submit.dataset.none;
    }

    function startSignature(box) {
        const canvas = box.querySelector("canvas");
        const pen = canvas.getContext("2d");
        const field = form.elements.signature;
        let drawing = false;
        box.hidden = false;
        Object.assign(pen, { lineWidth: 3, lineCap: "round", strokeStyle: "#10254d" });

        function place(ev) {
            const area = canvas.getBoundingClientRect();
            const scale = canvas.width / area.width;
            return [(ev.clientX - area.left) * scale, (ev.clientY - area.top) * scale];
        }
        canvas.addEventListener("pointerdown", (ev) => {
            drawing = true;
            canvas.setPointerCapture(ev.pointerId);
            pen.beginPath();
            pen.moveTo(...place(ev));
            ev.preventDefault();
        });
        canvas.addEventListener("pointermove", (ev) => {
            if (drawing) {
                pen.lineTo(...place(ev));
                pen.stroke();
            }
        });
        canvas.addEventListener("pointerup", () => {
            drawing = false;
            field.value = canvas.toDataURL("image/png");
        });
        box.querySelector(".g-clear").addEventListener("click", () => {
            pen.clearRect(0, 0, canvas.width, canvas.height);
            field.value = "";
        });
    }

    form.addEventListener("change", showTotal);
    form.addEventListener("submit", () => {
        submit.disabled = true;
        submit.textContent = submit.dataset.busy;
    });
    // back from another page: the answer can be sent once more, the server refuses twice
    window.addEventListener("pageshow", () => {
        submit.disabled = false;
        showTotal();
    });
    form.querySelector(".g-total").hidden = false;
    startSignature(form.querySelector(".g-sign"));
    showTotal();
})();

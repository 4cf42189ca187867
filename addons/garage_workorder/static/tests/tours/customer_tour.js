/*
 * Steps of a customer on the phone: decline one job, sign, send. Runs in the page
 * itself, because the page loads nothing of Odoo. Counts the taps, the opening of the
 * link included: two, and one more per declined job. Ends with "test successful".
 */
(async () => {
    const find = (selector) => {
        const element = document.querySelector(selector);
        if (!element) {
            throw new Error(`Not on the page: ${selector}`);
        }
        return element;
    };
    const expect = (truth, message) => {
        if (!truth) {
            throw new Error(message);
        }
    };
    let taps = 1;
    const tap = (element) => {
        taps++;
        element.click();
    };
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const point = (type, x, y) => {
        const canvas = find(".g-canvas");
        const area = canvas.getBoundingClientRect();
        const options = {
            bubbles: true,
            pointerId: 1,
            clientX: area.left + x,
            clientY: area.top + y,
        };
        canvas.dispatchEvent(new PointerEvent(type, options));
    };

    const cards = document.querySelectorAll("[data-job]");
    const submit = find(".g-submit");
    expect(window.innerWidth <= 400, `Not a phone: ${window.innerWidth} px wide`);
    expect(
        document.documentElement.scrollWidth <= window.innerWidth,
        "The page scrolls sideways",
    );
    expect(cards.length === 2, `Two jobs expected, ${cards.length} shown`);
    const sum = find(".g-sum");
    expect(sum.textContent.includes("516.00"), sum.textContent);
    expect(submit.textContent === "Approve 2 of 2", submit.textContent);

    expect(find(".g-form").checkValidity(), "Approving all needs more than one tap");

    tap(cards[1].querySelector("label[for$=_no]"));
    await frame();
    expect(sum.textContent.includes("300.00"), sum.textContent);
    expect(submit.textContent === "Approve 1 of 2", submit.textContent);
    expect(submit.offsetHeight >= 48, "The button is too small for a thumb");

    HTMLCanvasElement.prototype.setPointerCapture = () => {};
    point("pointerdown", 30, 30);
    point("pointermove", 120, 60);
    point("pointerup", 120, 60);
    expect(find("[name=signature]").value.startsWith("data:image/png"), "Not signed");

    let sent = false;
    find(".g-form").addEventListener("submit", (event) => {
        event.preventDefault();
        sent = true;
    });
    tap(submit);
    expect(sent, "The button does not send the answer");
    expect(taps <= 3, `${taps} taps for two jobs, one of them declined`);

    const answer = await fetch(find(".g-form").action, {
        method: "POST",
        body: new URLSearchParams(new FormData(find(".g-form"))),
    });
    const page = await answer.text();
    expect(answer.ok, `Refused: ${answer.status}`);
    expect(page.includes("We will start with the work you approved"), page);
    console.log("test successful");
})().catch((error) => console.error(error.message));

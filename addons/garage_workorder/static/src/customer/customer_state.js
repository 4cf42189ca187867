/*
 * The customer's page looks again by itself: a few bytes every 20 seconds while it is
 * seen. What the customer has chosen already is never lost.
 */
(function () {
    const main = document.querySelector("main[data-state]");
    if (!main) {
        return;
    }
    const form = document.querySelector(".g-form");
    const notice = document.getElementById("g_changed");
    const memory = `garage:${location.pathname}`;
    let touched = false;

    function choices() {
        return Array.from(
            form ? form.querySelectorAll("input[type=radio]:checked") : [],
        )
            .map((input) => [input.name, input.value])
            .concat(form ? [["who", form.elements.who.value]] : []);
    }

    function lookAgain() {
        if (touched) {
            sessionStorage.setItem(memory, JSON.stringify(choices()));
        }
        location.replace(location.pathname);
    }

    function restore() {
        const kept = JSON.parse(sessionStorage.getItem(memory) || "[]");
        sessionStorage.removeItem(memory);
        for (const [name, value] of form ? kept : []) {
            const field = form.elements[name];
            if (field) {
                field.value = value;
            }
        }
        if (form && kept.length) {
            touched = true;
            form.dispatchEvent(new Event("change"));
        }
    }

    async function ask() {
        if (document.hidden || !notice.hidden) {
            return;
        }
        const answer = await fetch(main.dataset.stateUrl, { cache: "no-store" }).catch(
            () => null,
        );
        if (!answer || !answer.ok) {
            return; // no network now: the next try comes by itself
        }
        const { state } = await answer.json();
        if (state === main.dataset.state) {
            return;
        }
        if (touched) {
            notice.hidden = false;
            notice.scrollIntoView({ block: "center" });
        } else {
            lookAgain();
        }
    }

    if (form) {
        form.addEventListener("input", () => {
            touched = true;
        });
        form.addEventListener("pointerdown", () => {
            touched = true;
        });
    }
    notice.querySelector("button").addEventListener("click", lookAgain);
    document.addEventListener("visibilitychange", ask);
    setInterval(ask, 20000);
    restore();
    ask();
})();

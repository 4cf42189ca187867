/*
 * Photos of the inspection report: a tap shows one on the whole screen, a second tap in
 * its full size. Plain script, as the page loads nothing of Odoo; without it the link
 * opens the photo all the same.
 */
(function () {
    const links = document.querySelectorAll(".g-zoom");
    if (!links.length || !window.HTMLDialogElement) {
        return;
    }

    function showPhoto(link) {
        const dialog = document.createElement("dialog");
        const frame = document.createElement("div");
        const photo = document.createElement("img");
        const close = document.createElement("button");
        const small = link.querySelector("img");
        dialog.className = "g-photo-dialog";
        frame.className = "g-frame";
        photo.src = link.href;
        photo.alt = small ? small.alt : "";
        close.type = "button";
        close.textContent = "×";
        close.setAttribute("aria-label", "×");
        frame.append(photo);
        dialog.append(frame, close);
        document.body.append(dialog);
        photo.addEventListener("click", () => photo.classList.toggle("g-enlarged"));
        close.addEventListener("click", () => dialog.close());
        dialog.addEventListener("close", () => {
            dialog.remove();
            link.focus();
        });
        dialog.showModal();
    }

    links.forEach((link) =>
        link.addEventListener("click", (ev) => {
            ev.preventDefault();
            showPhoto(link);
        }),
    );
})();

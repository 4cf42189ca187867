from odoo.tests import tagged

from .inspection_common import InspectionCommon
from .phone import PhoneCase

#: gives the camera's field a photo drawn on a canvas
TAKE_PHOTO = """new Promise((resolve) => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 400, height: 300 });
    canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
        const field = document.querySelector("%s .o_insp_photo input");
        field.files = files.files;
        field.dispatchEvent(new Event("change"));
        resolve(true);
    }, "image/jpeg");
})"""
#: draws an arrow with one finger
DRAW = """(() => {
    const canvas = document.querySelector(".o_insp_paper canvas");
    const area = canvas.getBoundingClientRect();
    canvas.setPointerCapture = () => {};
    for (const [type, x, y] of [
        ["pointerdown", 20, 20], ["pointermove", 90, 60], ["pointerup", 90, 60],
    ]) {
        canvas.dispatchEvent(new PointerEvent(type, {
            bubbles: true, clientX: area.left + x, clientY: area.top + y,
        }));
    }
})()"""
SMALL_TARGETS = """[...document.querySelectorAll(
    ".o_insp_page button, .o_insp_page label"
)].filter((one) => one.offsetHeight && one.offsetHeight < 48)
    .map((one) => one.className)"""


@tagged("post_install", "-at_install")
class TestInspectionPhone(InspectionCommon, PhoneCase):
    """A sheet filled with one thumb."""

    def _open_sheet(self, phone):
        visit, sheet = self.workorder.id, self.sheet.id
        phone.open(f"/garage/mechanic?tab=inspect&visit={visit}&sheet={sheet}")
        phone.see(".o_insp_page", "Pads")

    def _measure(self, phone, item, keys):
        phone.tap(f"[data-item='{item.id}'] .o_insp_value")
        for key in keys:
            phone.tap(f".o_insp_key[data-key='{key}']")
        phone.tap(".o_insp_key_ok")
        phone.miss(".o_insp_pad")

    def test_colours_measurement_drawing_and_a_proposed_job(self):
        pads = f"[data-item='{self.pad.id}']"
        with self.phone("garage_mechanic") as phone:
            self._open_sheet(phone)
            self.assertEqual(phone.run(SMALL_TARGETS), [])
            self._measure(phone, self.pad, "1.8")
            phone.see(f"{pads} .o_insp_value", "Urgent")
            phone.run(TAKE_PHOTO % pads)
            phone.tap(f"{pads} .o_insp_thumb")
            phone.see(".o_insp_paper canvas[width='400']")
            phone.run(DRAW)
            phone.tap(".o_insp_save:not([disabled])")
            phone.see(f"{pads} .o_insp_thumb:nth-child(2)")
            phone.tap(f"{pads} .o_insp_propose", "Brakes front")
            phone.see(f"{pads} .o_insp_proposed", "Brakes front")
            phone.tap(f"[data-item='{self.hoses.id}'] .o_insp_amber")
            phone.tap(f"[data-item='{self.lamp.id}'] .o_insp_level", "No")
            phone.see(".o_insp_progress_text", "3 of 5")
            phone.tap(".o_insp_finish")
            phone.miss(".o_insp_page")
            phone.miss(".o_mech_net")

        line, job = self._line(self.pad), self.workorder.job_ids
        self.assertEqual((line.value, line.result), (1.8, "red"))
        self.assertEqual(line.media_ids.mapped("kind"), ["photo", "drawing"])
        self.assertEqual((job.template_id, job.severity), (self.template, "red"))
        self.assertEqual(job.photo_ids, line.media_ids[-1].attachment_id)
        self.assertEqual(self._line(self.hoses).result, "amber")
        self.assertEqual(self.workorder.inspection_ids.state, "done")

    def test_without_network_the_sheet_is_kept_and_sent_once(self):
        with self.phone("garage_mechanic") as phone:
            self._open_sheet(phone)
            phone.run("navigator.serviceWorker.ready.then(() => true)")
            phone.cut_network()
            self._measure(phone, self.tread, "4.2")
            phone.tap(f"[data-item='{self.hoses.id}'] .o_insp_red")
            phone.run(TAKE_PHOTO % f"[data-item='{self.hoses.id}']")
            phone.see(".o_insp_waiting", "3 waiting")
            self.assertFalse(self.workorder.inspection_ids)

            self._open_sheet(phone)  # the phone was put away and opened again
            phone.see(f"[data-item='{self.tread.id}'] .o_insp_value", "4.2 mm")
            phone.cut_network(False)
            phone.run("window.dispatchEvent(new Event('online'))")
            phone.miss(".o_insp_waiting")

        self.assertEqual(self._line(self.tread).value, 4.2)
        self.assertEqual(self._line(self.hoses).result, "red")
        self.assertEqual(len(self._line(self.hoses).media_ids), 1)

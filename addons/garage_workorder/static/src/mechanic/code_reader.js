import { buildZXingBarcodeDetector } from "@web/core/barcode/ZXingBarcodeDetector";

/** Odoo's own reader of codes, for browsers that have none. */
const LIBRARY = "/web/static/lib/zxing-library/zxing-library.js";

let loading = null;

function loadLibrary() {
    loading ||= new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = LIBRARY;
        script.onload = () => resolve(window.ZXing);
        script.onerror = () => {
            loading = null;
            reject(new Error("the reader of codes could not be loaded"));
        };
        document.head.append(script);
    });
    return loading;
}

/**
 * What finds codes in a picture of the camera: the browser's own reader where it has
 * one that knows codes, else Odoo's.
 *
 * @returns {Promise<{detect: function(HTMLVideoElement): Promise<Object[]>}>}
 */
export async function makeReader() {
    const own = window.BarcodeDetector;
    const formats = (await own?.getSupportedFormats?.()) || [];
    if (own && (formats.length || !own.getSupportedFormats)) {
        return formats.length ? new own({ formats }) : new own();
    }
    const Reader = buildZXingBarcodeDetector(await loadLibrary());
    return new Reader({ formats: await Reader.getSupportedFormats() });
}

import { _t } from "@web/core/l10n/translation";
import { smallPhoto } from "../photo";

const MEGABYTE = 1024 * 1024;
/** What the server takes in; `domain/inspection_media.py` has the same limits. */
const LIMITS = { photo: 64, video: 40 };

/**
 * A photo or video as it is sent. A photo that this phone cannot make small, however
 * many megapixels it has, goes as it is: the server makes it small.
 *
 * @param {File} file
 * @param {"photo" | "video"} kind
 * @returns {Promise<{file?: {name, blob}, problem?: string}>}
 */
export async function fileToSend(file, kind) {
    const size = Math.ceil(file.size / MEGABYTE);
    if (kind === "video" && size > LIMITS.video) {
        return {
            problem: _t(
                "The video has %(size)s MB, %(limit)s MB is the limit. Film less than a minute, or set the camera to 720p.",
                { size, limit: LIMITS.video },
            ),
        };
    }
    if (kind === "video") {
        return { file: { name: file.name, blob: file } };
    }
    try {
        return { file: await smallPhoto(file) };
    } catch {
        if (size <= LIMITS.photo) {
            return { file: { name: file.name, blob: file } };
        }
        return {
            problem: _t(
                "The photo has %(size)s MB, %(limit)s MB is the limit. Set the camera to a smaller size.",
                { size, limit: LIMITS.photo },
            ),
        };
    }
}

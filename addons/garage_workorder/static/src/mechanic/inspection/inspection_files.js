import { _t } from "@web/core/l10n/translation";
import { page } from "../page";
import { mediaOf } from "../photo";

const MEGABYTE = 1024 * 1024;

/** One sentence about a file that cannot be sent, and what to do. */
function problemText(problem, file) {
    const isVideo = file.type.startsWith("video/");
    const size = Math.ceil(file.size / MEGABYTE);
    const limit = Math.floor(page.limits[isVideo ? "video" : "image"] / MEGABYTE);
    if (problem.reason === "size" && isVideo) {
        return _t(
            "The video has %(size)s MB, %(limit)s MB is the limit. Film less than a minute, or set the camera to 720p.",
            { size, limit },
        );
    }
    if (problem.reason === "size") {
        return _t(
            "The photo has %(size)s MB, %(limit)s MB is the limit. Set the camera to a smaller size.",
            { size, limit },
        );
    }
    return _t("This is no photo and no video. Choose another file.");
}

/**
 * A photo or video as it is sent, or why it is not.
 *
 * @param {File} file
 * @returns {Promise<{file?: {name, blob}, problem?: string}>}
 */
export async function fileToSend(file) {
    try {
        return { file: await mediaOf(file, page.limits) };
    } catch (problem) {
        return { problem: problemText(problem, file) };
    }
}

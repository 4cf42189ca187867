/** Longest side of a photo that is sent, in pixels. */
const LONGEST = 1600;

/** A file that the phone cannot take in; `reason` is "size" or "type". */
export class FileProblem extends Error {
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}

/** Width and height of a photo that fits, never larger than it is. */
export function fitted(width, height, longest = LONGEST) {
    const scale = Math.min(1, longest / Math.max(width, height));
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

async function decoded(file) {
    try {
        return await createImageBitmap(file);
    } catch {
        throw new FileProblem(file.type.startsWith("image/") ? "size" : "type");
    }
}

/**
 * A photo from the camera, made small enough for a slow network.
 *
 * @param {File} file
 * @returns {Promise<{name: string, blob: Blob}>} a JPEG
 */
export async function smallPhoto(file) {
    const image = await decoded(file);
    const { width, height } = fitted(image.width, image.height);
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    image.close();
    const blob = await new Promise((resolve) =>
        canvas.toBlob(resolve, "image/jpeg", 0.8),
    );
    if (!blob) {
        throw new FileProblem("size");
    }
    return { name: file.name.replace(/\.\w+$/, "") + ".jpg", blob };
}

/** A photo that this phone cannot make small goes as it is; the server does it. */
async function photoOf(file, limits) {
    try {
        return await smallPhoto(file);
    } catch (problem) {
        if (problem.reason === "type" || file.size > limits.image) {
            throw problem;
        }
        return { name: file.name, blob: file };
    }
}

/**
 * A photo or short video as it may be sent.
 *
 * @param {File} file
 * @param {{image: number, video: number}} limits largest files in bytes
 */
export async function mediaOf(file, limits) {
    if (!file.type.startsWith("video/")) {
        return photoOf(file, limits);
    }
    if (file.size > limits.video) {
        throw new FileProblem("size");
    }
    return { name: file.name, blob: file };
}

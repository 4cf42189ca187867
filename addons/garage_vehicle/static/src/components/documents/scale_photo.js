/** Longest side of a photo that is sent, in pixels. */
const LONGEST = 2048;

/**
 * A photo of the camera as a JPEG that fits a slow network; other files as they are.
 *
 * What the browser cannot read as a picture is sent as it is: the server decides.
 *
 * @param {File} file
 * @returns {Promise<Blob>}
 */
export async function scalePhoto(file) {
    if (!file.type.startsWith("image/") || file.type === "image/gif") {
        return file;
    }
    let image;
    try {
        image = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
        return file;
    }
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((resolve) =>
        canvas.toBlob(resolve, "image/jpeg", 0.82),
    );
    return small && small.size < file.size ? small : file;
}

/** The content of a file as base64, without the "data:" in front. */
export function toBase64(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onerror = () => reject(reader.error);
        reader.onload = () => resolve(reader.result.split(",", 2)[1] || "");
        reader.readAsDataURL(blob);
    });
}

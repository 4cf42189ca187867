/** Longest side of a photo that is sent, in pixels. */
const LONGEST = 1280;

/**
 * A photo from the camera, made small enough for a slow network.
 *
 * @param {File} file
 * @returns {Promise<string>} data URL of a JPEG
 */
export async function smallPhoto(file) {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return canvas.toDataURL("image/jpeg", 0.8);
}

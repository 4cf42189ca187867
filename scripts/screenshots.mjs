// The pictures of the manual: node scripts/screenshots.mjs BASE FOLDER CHROMIUM < list.json
// An entry: name, url, width, height; login (none: no log-in); click and wait: selectors.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const PHONE = 500; // narrower pages are looked at like a phone
const [base, folder, executablePath] = process.argv.slice(2);
const pictures = JSON.parse(readFileSync(0, "utf8"));

async function logIn(page, login) {
    await page.goto(`${base}/web/login`);
    await page.fill("input[name=login]", login);
    await page.fill("input[name=password]", login);
    await page.click("button[type=submit]");
    await page.waitForURL((url) => !url.pathname.startsWith("/web/login"));
}

async function take(context, picture) {
    const page = await context.newPage();
    await page.setViewportSize({ width: picture.width, height: picture.height });
    await page.goto(base + picture.url);
    for (const selector of picture.click || []) {
        await page.locator(selector).first().click();
    }
    await page.locator(picture.wait || "body").first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}/${picture.name}.png`, animations: "disabled" });
    await page.close();
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const contexts = new Map();
for (const picture of pictures) {
    const phone = picture.width < PHONE;
    const key = `${picture.login || ""} ${phone}`;
    if (!contexts.has(key)) {
        const context = await browser.newContext({ isMobile: phone, hasTouch: phone });
        context.setDefaultTimeout(20000);
        if (picture.login) {
            await logIn(await context.newPage(), picture.login);
        }
        contexts.set(key, context);
    }
    try {
        await take(contexts.get(key), picture);
        console.log(picture.name);
    } catch (error) {
        console.error(`${picture.name}: ${error.message}`);
        process.exitCode = 1;
    }
}
await browser.close();

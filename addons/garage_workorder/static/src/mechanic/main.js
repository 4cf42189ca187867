import { App, whenReady } from "@odoo/owl";
import {
    appTranslateFn,
    translatedTerms,
    translatedTermsGlobal,
    translationIsReady,
    translationLoaded,
} from "@web/core/l10n/translation";
import { getTemplate } from "@web/core/templates";
import { MechanicApp } from "./mechanic_app";
import { page } from "./page";

function learnWords(words) {
    Object.assign(translatedTerms, words);
    Object.assign(translatedTermsGlobal, ...Object.values(words));
    translatedTerms[translationLoaded] = true;
    translationIsReady.resolve(true);
}

/** Keep the shell of the page on the phone, so that it opens without network. */
function keepShell() {
    navigator.serviceWorker
        ?.register("/garage/mechanic/service_worker.js", { scope: "/garage/mechanic" })
        .catch(() => {}); // an insecure address: the page works, with network only
}

whenReady(() => {
    learnWords(page.words);
    const app = new App(MechanicApp, {
        env: {},
        getTemplate,
        translateFn: appTranslateFn,
        props: { userId: page.user_id },
    });
    app.mount(document.body);
    keepShell();
});

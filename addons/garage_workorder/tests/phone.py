"""A mechanic's phone: Chromium of 390 x 844 points, steered over its own protocol.

The mechanic's page carries no tour engine, and a tour cannot cut the network.
"""

import contextlib
import itertools
import json

from odoo.tests import HttpCase
from odoo.tests.common import ChromeBrowser

OFFLINE = {
    "offline": True,
    "latency": 0,
    "downloadThroughput": 0,
    "uploadThroughput": 0,
}
ONLINE = {
    "offline": False,
    "latency": 0,
    "downloadThroughput": -1,
    "uploadThroughput": -1,
}
#: waits until an element with the text is there, then does something with it
WHEN = """new Promise((resolve, reject) => {
    const [selector, text, gone] = %s;
    const until = Date.now() + 15000;
    const look = () => {
        const found = [...document.querySelectorAll(selector)].find(
            (element) => !element.disabled && element.textContent.includes(text),
        );
        if (Boolean(found) !== gone) {
            resolve((%s)(found));
        } else if (Date.now() > until) {
            const problem = gone ? "still there" : "missing";
            const page = document.body.innerText.slice(0, 1500);
            reject(new Error(`${problem}: ${selector} ${text}\\n${page}`));
        } else {
            setTimeout(look, 40);
        }
    };
    look();
})"""


class Phone:
    """What a mechanic does with the page; each step waits for what it needs."""

    def __init__(self, case, browser):
        self.case = case
        self.browser = browser
        self.workers = []
        self.network = ONLINE
        self.ids = itertools.count(1_000_000)
        self.faults = []
        browser._handlers["Runtime.exceptionThrown"] = self._on_fault
        browser._handlers["Runtime.consoleAPICalled"] = self._on_console
        browser._handlers["Target.attachedToTarget"] = self._on_attached
        browser._websocket_request("Network.enable")
        browser._websocket_request(
            "Target.setAutoAttach",
            params={
                "autoAttach": True,
                "waitForDebuggerOnStart": False,
                "flatten": True,
            },
        )

    def open(self, path="/garage/mechanic"):
        self.browser.navigate_to(self.case.base_url() + path, wait_stop=True)
        self.see(".o_garage_mechanic")

    def see(self, selector, text=""):
        return self._when(selector, text, False, "(element) => element.innerText")

    def miss(self, selector, text=""):
        self._when(selector, text, True, "() => true")

    def tap(self, selector, text=""):
        self._when(selector, text, False, "(element) => element.click()")

    def fill(self, selector, text):
        script = f"""(element) => {{
            element.value = {json.dumps(text)};
            element.dispatchEvent(new Event("input", {{ bubbles: true }}));
        }}"""
        self._when(selector, "", False, script)

    def run(self, script):
        """The value of a script, which may be a promise."""
        answer = self.browser._websocket_request(
            "Runtime.evaluate",
            params={"expression": script, "awaitPromise": True, "returnByValue": True},
            timeout=30.0,
        )
        if "exceptionDetails" in answer:
            self.browser.take_screenshot()
            problem = answer["exceptionDetails"]["exception"]["description"]
            raise AssertionError("\n".join([problem, *self.faults]))
        return answer["result"].get("value")

    def cut_network(self, cut=True):
        """Lose or find the network: for the page and for its service worker."""
        self.network = OFFLINE if cut else ONLINE
        self.browser._websocket_request(
            "Network.emulateNetworkConditions", params=self.network
        )
        for session in self.workers:
            self._tell_worker(session, "Network.emulateNetworkConditions", self.network)

    def _when(self, selector, text, gone, script):
        return self.run(WHEN % (json.dumps([selector, text, gone]), script))

    def _on_fault(self, exceptionDetails, **_kwargs):
        thrown = exceptionDetails.get("exception", {})
        self.faults.append(thrown.get("description") or exceptionDetails["text"])

    def _on_console(self, type, args, **_kwargs):
        if type == "error":
            words = [str(arg.get("value", arg.get("description"))) for arg in args]
            self.faults.append(" ".join(words))

    def _on_attached(self, sessionId, targetInfo, **_kwargs):
        if targetInfo["type"] == "service_worker":
            self.workers.append(sessionId)
            self._tell_worker(sessionId, "Network.enable", {})
            self._tell_worker(
                sessionId, "Network.emulateNetworkConditions", self.network
            )

    def _tell_worker(self, session, method, params):
        payload = {
            "id": next(self.ids),
            "sessionId": session,
            "method": method,
            "params": params,
        }
        self.browser.ws.send(json.dumps(payload))


class PhoneCase(HttpCase):
    """Tests that hold a phone."""

    browser_size = "390x844"
    touch_enabled = True

    @contextlib.contextmanager
    def phone(self, login):
        """A phone whose owner is logged in."""
        browser = ChromeBrowser(self)
        with self.allow_requests(browser=browser), contextlib.ExitStack() as stack:
            stack.callback(self._wait_remaining_requests)
            self.authenticate(login, login, browser=browser)
            self.env.flush_all()
            self.cr.clear()
            stack.callback(browser.stop)
            yield Phone(self, browser)
        self.env.invalidate_all()

"""What the simulated outside parties share: a server on a free port of this machine.

Nothing in here knows Odoo.
"""

import threading
from contextlib import contextmanager
from http.server import ThreadingHTTPServer


class StubServer(ThreadingHTTPServer):
    """Answers by the given handler and keeps in ``requests`` what it was asked.

    A handler that plays a slow party waits for ``hold``, so that the end of a test
    need not wait for it.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.hold = threading.Event()
        self.requests = []

    @property
    def url(self):
        """Address that the clients are given."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(stub):
    """Serve a simulated party for a while."""
    thread = threading.Thread(target=stub.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        stub.hold.set()
        stub.shutdown()
        thread.join()
        stub.server_close()

"""Marks the tests that drive a browser, so that they can run one after the other."""

import functools
import inspect

import pytest

DRIVES_BROWSER = ("start_tour(", "browser_js(", "navigate_to(")


@functools.cache
def drives_browser(cls: type) -> bool:
    """Tell whether a test class or the class it builds on opens Chromium."""
    own = (base for base in cls.__mro__ if ".garage_" in f".{base.__module__}")
    modules = {inspect.getmodule(base) for base in own}
    return any(
        word in inspect.getsource(module)
        for module in modules
        for word in DRIVES_BROWSER
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        cls = getattr(item, "cls", None)
        if cls and drives_browser(cls):
            item.add_marker("browser")

"""What tests need to run side by side: files of their own, browsers one by one."""

import functools
import inspect
import os
import shutil
from collections.abc import Iterator
from unittest import mock

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


@pytest.fixture(scope="session", autouse=True)
def own_filestore(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Give each worker a copy of the attachments.

    Odoo deletes after every test class the files that its database does not know; in
    a shared folder these are also the files that another worker is just using.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    request.getfixturevalue("load_registry")
    from odoo.tools import config

    own = tmp_path_factory.mktemp("filestore")
    shared = config.filestore(config["db_name"][0])
    shutil.copytree(shared, own, dirs_exist_ok=True)
    with mock.patch.object(config, "filestore", return_value=str(own)):
        yield

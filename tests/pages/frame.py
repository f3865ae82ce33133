"""The application for tests of a page: with its frame and its menu, as a link opens it."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

from streamlit.navigation.page import StreamlitPage
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from tests.test_architecture import menu


def shell() -> AppTest:
    """The application before its first run, which draws the page it starts with."""
    return AppTest.from_file(str(ROOT / "pages" / "parts" / "shell.py"), default_timeout=60)


def at_the_menu(**visitor: str) -> AppTest:
    """The application with its menu, where a test goes on to a page: the page it starts with is not drawn.

    Args:
        visitor: what already stands in the address.
    """
    app = shell()
    for key, value in visitor.items():
        app.query_params[key] = value
    with mock.patch.object(StreamlitPage, "run"):
        return app.run()


def opened(page: str, app: AppTest | None = None, **address: str) -> AppTest:
    """A page, opened by a link: `opened("public/trends", place="TL")`.

    Args:
        page: its audience and its name.
        app: the application, where somebody has come in already.
        address: what stands in the link.
    """
    found = at_the_menu() if app is None else app
    for key, value in address.items():
        found.query_params[key] = value
    found.switch_page(f"../{page}.py").run()
    assert not found.exception
    return found


def each_page(app: AppTest) -> Iterator[str]:
    """Go to one page of this visitor's menu after the other; the next run draws it. Gives its name."""
    for audience, names in menu().items():
        for name in names:
            try:
                app.switch_page(f"../{audience}/{name}.py")
            except ValueError:  # it is not in this visitor's menu
                continue
            yield name

"""How it is reckoned: what is written out in full is read in the page, by whoever asks for it."""

from __future__ import annotations

from tests.pages.public.conftest import Open
from tests.pages.small_world import only_empty

pytestmark = only_empty


def test_it_is_said_by_which_clock_days_are_told(open_page: Open) -> None:
    assert [each for each in open_page("method").caption if "UTC" in each.value]


def test_a_chapter_of_the_documentation_is_sent_when_it_is_opened(open_page: Open) -> None:
    app = open_page("method")
    assert not [each for each in app.markdown if "Controlled rounding" in each.value]
    assert not [each for each in (*app.markdown, *app.caption) if "docs/" in each.value]

    app.session_state["method_disclosure"] = True
    [chapter] = [each.value for each in app.run().markdown if "Controlled rounding" in each.value]
    assert chapter.startswith("### ")
    assert "\n# " not in chapter

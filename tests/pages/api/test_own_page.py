"""Streamlit's page is delivered as ours, and nothing else is touched."""

from __future__ import annotations

import re
import tomllib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.api.compression import Compression
from pages.api.own_page import MAP, START, STYLE, OwnPage, map_first, own_page, streamlit_page
from pages.parts.district_map import assets
from tests.conftest import ROOT

OTHER = "<html><title>Streamlit</title></html>"


@pytest.fixture
def client() -> TestClient:
    async def answer(request: Request) -> Response:
        if "accept-encoding" in request.headers:
            return Response(b"compressed", headers={"Content-Encoding": "gzip"})
        match request.path_params["p"]:
            case "other":
                return HTMLResponse(OTHER)
            case "text":
                return PlainTextResponse(streamlit_page())
            case _:
                return HTMLResponse(streamlit_page())

    layers = [Middleware(Compression), Middleware(OwnPage)]
    return TestClient(Starlette(routes=[Route("/{p:path}", answer)], middleware=layers))


@pytest.mark.parametrize("path", ["/", "/district"])
def test_every_page_is_ours(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.text == own_page(streamlit_page())
    assert answer.headers["cache-control"] == "no-cache"


def test_the_page_of_the_map_holds_streamlits_files_back(client: TestClient) -> None:
    theirs, ours = own_page(streamlit_page()), client.get(MAP).text
    assert ours == map_first(theirs)
    held_back = ours[ours.index("<template") : ours.index("</template>")]
    own_files = r'(?:src|href)="(\./static/[^"]+)"'
    assert re.findall(own_files, ours) == re.findall(own_files, held_back)
    assert sorted(re.findall(own_files, held_back)) == sorted(re.findall(own_files, theirs)) != []
    # The script that lets them go stands behind them: it can find them.
    assert ours.index("</template>") < ours.index(START)


def test_the_map_has_the_address_that_its_page_has() -> None:
    assert (ROOT / "pages" / "public" / f"{MAP.strip('/')}.py").is_file()


def test_other_answers_pass(client: TestClient) -> None:
    assert client.get("/other").text == OTHER
    assert client.get("/text").text == streamlit_page()


def test_it_has_our_name_our_words_and_keeps_streamlits_files() -> None:
    ours, theirs = own_page(streamlit_page()), streamlit_page()
    assert "<title>Lima</title>" in ours
    assert "agent" not in ours
    for spoken in ("en", "id"):
        assert f'<p lang="{spoken}"><a href="/send">' in ours
    assert ours.count("./static/") == theirs.count("./static/")
    assert ours.count("<script") == theirs.count("<script")


def test_names_of_rows_that_stay_in_sight_lie_on_the_background_of_each_theme() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    light, dark = (theme[name]["backgroundColor"] for name in ("light", "dark"))
    assert f"background: light-dark({light}, {dark})" in STYLE


def test_it_asks_for_the_files_of_the_map() -> None:
    asked = re.findall(rf'href="\.{assets.FOLDER}/([^"]+)"', own_page(streamlit_page()))
    assert assets.MODULE_URL.rpartition("/")[2] in asked
    assert set(asked) <= set(assets.FILES)


@pytest.mark.parametrize("lost", ['as="font"', '<script type="module"'])
def test_a_page_without_the_files_that_are_held_back_is_noticed_at_the_start(lost: str) -> None:
    with pytest.raises(ValueError, match="no font or no script"):
        map_first(own_page(streamlit_page()).replace(lost, ""))


@pytest.mark.parametrize("lost", ["<title>", "<script>", "</noscript>", "agent API"])
def test_a_page_that_is_not_as_it_was_is_noticed_at_the_start(lost: str) -> None:
    with pytest.raises(ValueError, match="has no"):
        own_page(streamlit_page().replace(lost, ""))

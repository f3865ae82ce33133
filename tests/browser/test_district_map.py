"""The district map in a real browser, behind the real routes, headers and compression."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect

from pages.parts.district_map import assets
from tests.browser.fake_country import DISTRICTS, PROVINCES, fake_outlines, write
from tests.browser.settled import settled
from tests.conftest import ROOT, free_port

pytestmark = pytest.mark.browser

FILL = {"missing": "url(#m)", "nil": "url(#n)", "not_expected": "url(#x)", "withheld": "url(#w)"}
CODES: list[str] = fake_outlines()["codes"]
POINTS: list[list[int]] = fake_outlines()["points"]
NAMES: list[str] = fake_outlines()["names"]
DESK, PHONE = ViewportSize(width=1280, height=1000), ViewportSize(width=390, height=844)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("map")
    write(folder)
    port = free_port()
    options = {"server.address": "127.0.0.1", "server.port": port, "server.headless": "true"}
    options |= {"server.fileWatcherType": "none", "browser.gatherUsageStats": "false"}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as app:
        try:
            _wait_until_healthy(app, f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            app.terminate()  # else leaving would wait for ever


def _wait_until_healthy(app: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + 180
    while True:
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5)  # noqa: S310 - our own server
            return
        except OSError:  # it does not listen yet, or is too busy to answer in time
            assert app.poll() is None, "the application ended"
            assert time.monotonic() < deadline, "the application did not start"
            time.sleep(0.1)


@dataclass
class Opened:
    """The page in a browser that stays, and what went wrong in it since somebody last asked."""

    page: Page
    wrong: list[str]


def _open(context: BrowserContext, address: str) -> Opened:
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on(
        "console", lambda said: wrong.append(f"console: {said.text} {said.location}") if said.type == "error" else None
    )
    page.on("request", lambda asked: wrong.append(f"asked {asked.url}") if _elsewhere(asked.url, address) else None)
    page.on("dialog", lambda dialog: wrong.append("a dialog opened"))
    page.goto(address)
    wait_until_drawn(page)
    return Opened(page, wrong)


@pytest.fixture(scope="module")
def desk(chromium: Browser, address: str) -> Iterator[Opened]:
    """A browser with a mouse, in a light theme."""
    with chromium.new_context(viewport=DESK, color_scheme="light") as context:
        yield _open(context, address)


@pytest.fixture(scope="module")
def phone(chromium: Browser, address: str) -> Iterator[Opened]:
    """A browser without a mouse, in a dark theme."""
    with chromium.new_context(viewport=PHONE, has_touch=True, color_scheme="dark") as context:
        yield _open(context, address)


@pytest.fixture
def newcomer(chromium: Browser) -> Iterator[Page]:
    """The page of a browser that has fetched nothing yet."""
    with chromium.new_context() as context:
        yield context.new_page()


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page at the desk, or at the place named, drawn anew. Afterwards: no error was logged, nobody else asked."""
    opened: Opened = request.getfixturevalue(getattr(request, "param", "desk"))
    draw_anew(opened.page)
    yield opened.page
    if opened.page.viewport_size != PHONE:
        opened.page.set_viewport_size(DESK)
        opened.page.emulate_media(media="screen", color_scheme="light")
        # The next map is made in the window as it is now, and not in the one before.
        opened.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    wrong = opened.wrong.copy()
    opened.wrong.clear()
    assert wrong == []


def draw_anew(page: Page) -> None:
    """Have all maps and choices of the page made once more: nothing is left of what was done to those before."""
    page.locator(".map").evaluate_all("maps => maps.forEach(map => map.dataset.before = '')")
    settled(page).get_by_role("button", name="Anew").click()
    expect(page.locator(".map[data-before]")).to_have_count(0)
    expect(page.locator(".map")).to_have_count(2)
    settled(page)
    wait_until_drawn(page)


def wait_until_drawn(page: Page) -> None:
    """Wait until the map is there, on a busy machine too."""
    expect(the_map(page).locator(".lines path")).to_have_count(3, timeout=30_000)
    expect(the_map(page).locator(".districts path")).to_have_count(DISTRICTS)


def _elsewhere(url: str, address: str) -> bool:
    return not url.startswith((address, address.replace("http", "ws"), "blob:", "data:"))


def the_map(page: Page, name: str = "main") -> Locator:
    return page.locator(".map").filter(has=page.get_by_role("figure", name=f"Map {name}"))


def stage(page: Page) -> Locator:
    return the_map(page).get_by_role("application")


def search(page: Page) -> Locator:
    return the_map(page).get_by_role("combobox", name="Find a place")


def suggestions(page: Page) -> Locator:
    return the_map(page).get_by_role("listbox", name="Find a place")


def active(page: Page) -> int:
    """The number of the district that has the focus within the map."""
    return int(stage(page).locator("#active").evaluate("path => path.feature"))


def opened(page: Page, code: str) -> None:
    expect(page.get_by_text(f"main opened {code}")).to_be_visible()


def fills(page: Page) -> Counter[str]:
    return Counter(
        the_map(page).locator(".districts path").evaluate_all("all => all.map(one => one.getAttribute('fill'))")
    )


def view(page: Page) -> list[float]:
    return [float(number) for number in str(the_map(page).locator(".stage > svg").get_attribute("viewBox")).split()]


def legend(page: Page) -> dict[str, int]:
    items = the_map(page).locator(".legend li")
    return dict(
        zip(items.locator("span").all_text_contents(), map(int, items.locator("b").all_text_contents()), strict=True)
    )


def column(page: Page, number: int) -> list[str]:
    return the_map(page).locator(f"tbody tr > :nth-child({number})").all_text_contents()


def test_every_district_is_drawn_and_the_legend_counts_them(page: Page) -> None:
    drawn = fills(page)
    counted = legend(page)
    assert sum(counted.values()) == sum(drawn.values()) == DISTRICTS
    assert {label: drawn[FILL[status]] for label, status in zip(list(counted)[-4:], FILL, strict=True)} == dict(
        list(counted.items())[-4:]
    )
    assert drawn["var(--zero)"] == counted["0"] > 0
    colours = the_map(page).locator(".districts path").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert "none" not in colours
    assert len(set(colours)) == 4 + 5


def test_the_four_states_have_patterns_of_their_own_that_keep_their_width_on_the_screen(page: Page) -> None:
    drawings = (
        the_map(page)
        .locator("pattern path")
        .evaluate_all("all => all.map(one => [one.parentNode.id, one.getAttribute('d')])")
    )
    in_the_map = [drawing for name, drawing in drawings if len(name) == 1]
    assert len(set(in_the_map)) == 4
    scale = "one => one.getAttribute('patternTransform') + one.ownerSVGElement.viewBox.baseVal.width"
    before = the_map(page).locator("pattern#m").evaluate(scale)
    the_map(page).get_by_role("button", name="Zoom in").click()
    after = the_map(page).locator("pattern#m").evaluate(scale)
    [scale_before, width_before], [scale_after, width_after] = (
        [float(number) for number in re.findall(r"[\d.]+", text)] for text in (before, after)
    )
    assert scale_after < scale_before
    assert scale_after / width_after == pytest.approx(scale_before / width_before)


def test_a_click_opens_the_district(page: Page) -> None:
    the_map(page).locator(".districts path").nth(300).click()
    opened(page, CODES[300])


def test_a_tiny_district_has_a_dot_to_click_until_one_is_near_enough(page: Page) -> None:
    page.set_viewport_size({"width": 600, "height": 900})
    draw_anew(page)
    dots = the_map(page).locator(".dots circle")
    number = dots.first.evaluate("dot => dot.feature")
    box = dots.first.bounding_box() or {}
    assert min(box["width"], box["height"]) > 2.5
    search(page).fill(CODES[number])
    search(page).press("Enter")
    assert number not in dots.evaluate_all("all => all.map(one => one.feature)")


def test_keys_walk_from_district_to_district_and_open_it(page: Page) -> None:
    search(page).press("Tab")
    expect(stage(page)).to_be_focused()
    assert active(page) == 99  # the selected one
    stage(page).press("ArrowRight")
    after = active(page)
    assert POINTS[after][0] > POINTS[99][0]
    expect(stage(page)).to_have_attribute("aria-activedescendant", "active")
    expect(stage(page).locator("#active")).to_have_attribute("aria-label", NAMES[after])
    expect(the_map(page).locator("[aria-live]")).to_have_text(re.compile(rf"^{NAMES[after]}, Province \w: .+"))
    expect(the_map(page).locator(".tip")).to_contain_text(NAMES[after])
    expect(the_map(page).locator(".rings .focus").first).to_be_visible()
    stage(page).press("ArrowUp")
    assert POINTS[active(page)][1] < POINTS[after][1]
    stage(page).press("Enter")
    opened(page, CODES[active(page)])


def test_walking_out_of_sight_moves_the_view_along(page: Page) -> None:
    stage(page).focus()
    for key in ("ArrowRight", *["+"] * 6, *["ArrowRight"] * 4):
        stage(page).press(key)
    left, top, width, height = view(page)
    x, y = POINTS[active(page)]
    assert left < x < left + width
    assert top < y < top + height
    assert x > POINTS[99][0]


def test_the_map_is_one_stop_of_the_tab_key(page: Page) -> None:
    search(page).focus()
    page.keyboard.press("Tab")
    expect(stage(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(the_map(page).get_by_role("button", name="Zoom in")).to_be_focused()


def test_search_finds_a_district_by_any_part_of_its_names_and_codes(page: Page) -> None:
    whole = view(page)
    written = ("cegugu", "CEGUGU regency", "kab. cegugu", "Kabupatencegugu")
    for query in (*written, CODES[100], CODES[100].replace(".", ""), "old100"):
        search(page).fill(query)
        expect(suggestions(page).get_by_role("option").first).to_contain_text(NAMES[100])
        search(page).press("Enter")
        expect(stage(page)).to_be_focused()
        assert active(page) == 100
        assert view(page)[2] < whole[2]
        page.keyboard.press("Escape")
    search(page).fill("cegugu")
    search(page).press("ArrowDown")
    search(page).press("Enter")
    page.keyboard.press("Enter")
    opened(page, CODES[100])


def test_search_knows_no_accents_and_says_when_nothing_is_found(page: Page) -> None:
    assert NAMES[0] == "Kabupaten Bábábá"
    search(page).fill("bababa")
    expect(suggestions(page).get_by_role("option").first).to_contain_text(NAMES[0])
    search(page).fill("zzz")
    expect(suggestions(page)).to_have_text("No place found")
    search(page).fill("")
    expect(suggestions(page)).to_be_hidden()


def test_letters_typed_into_the_search_are_no_commands_to_the_page(page: Page) -> None:
    search(page).press_sequentially("rc")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(search(page)).to_have_value("rc")


def test_the_table_sorts_and_what_is_missing_comes_last_both_ways(page: Page) -> None:
    the_map(page).locator("summary").click()
    expect(the_map(page).locator("tbody tr")).to_have_count(DISTRICTS)
    header = the_map(page).get_by_role("columnheader", name="Value")
    for order, sign in (("descending", -1), ("ascending", 1)):
        header.get_by_role("button").click()
        expect(header).to_have_attribute("aria-sort", order)
        values = column(page, 3)
        numbers = [int(value) for value in values if value != "-"]
        assert numbers == sorted(numbers, key=lambda number: sign * number)
        assert values == [*map(str, numbers), *["-"] * (DISTRICTS - len(numbers))]
    the_map(page).get_by_role("columnheader", name="Status").get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "none")
    assert column(page, 4) == sorted(column(page, 4))


def test_the_table_says_how_many_places_it_has_and_follows_the_search(page: Page) -> None:
    expect(the_map(page).locator("details")).not_to_have_attribute("open", "")
    expect(the_map(page).locator("summary")).to_have_text(f"The {DISTRICTS} places as a table")
    search(page).fill("cegugu")
    expect(the_map(page).locator("summary")).to_have_text(f"1 of {DISTRICTS} places as a table")


def test_a_short_table_is_open_and_holds_places_that_have_no_outline(page: Page) -> None:
    other = the_map(page, "other")
    expect(other.locator("details")).to_have_attribute("open", "")
    expect(other.locator("tbody tr")).to_have_count(16)
    expect(other.locator("tbody tr").last).to_contain_text("Near Island")
    expect(other.locator(".source")).to_contain_text("2 places have no outline")
    expect(other.locator(".districts path")).to_have_count(14)
    expect(other.locator("select")).to_be_hidden()


def test_a_table_is_not_there_before_it_has_a_name(page: Page) -> None:
    begun = """async folder => {
      const {DistrictMap} = await import(`${folder}/map.js`)
      const map = new DistrictMap(document.createElement('div'), '/outlines/tst-fake.json')
      map.remove()
      return map.root.querySelector('details').hidden
    }"""
    assert page.evaluate(begun, assets.FOLDER) is True
    expect(the_map(page).locator("summary")).to_be_visible()


def test_names_are_text_whatever_they_hold(page: Page) -> None:
    search(page).fill(CODES[7])
    search(page).press("Enter")
    expect(the_map(page).locator(".tip b")).to_have_text("<img src=x onerror=alert(1)>")
    the_map(page).locator("summary").click()
    expect(the_map(page).locator("tbody tr")).to_have_count(1)  # its script is fetched when the first table opens
    assert column(page, 1) == ["<img src=x onerror=alert(1)>"]
    assert the_map(page).locator("img").count() == 0


def test_buttons_and_keys_zoom(page: Page) -> None:
    whole = view(page)
    the_map(page).get_by_role("button", name="Zoom in").click()
    assert view(page)[2] < whole[2]
    the_map(page).get_by_role("button", name="Zoom out").click()
    assert view(page) == pytest.approx(whole)
    the_map(page).get_by_role("button", name="Zoom in").click()
    the_map(page).get_by_role("button", name="Show the whole map").click()
    assert view(page) == pytest.approx(whole)
    stage(page).focus()
    stage(page).press("+")
    assert view(page)[2] < whole[2]
    stage(page).press("-")
    assert view(page)[2] == pytest.approx(whole[2])
    stage(page).press("+")
    stage(page).press("Escape")
    assert view(page) == pytest.approx(whole)


def test_the_wheel_scrolls_the_page_until_ctrl_is_held_or_the_map_has_the_focus(page: Page) -> None:
    whole = view(page)
    stage(page).hover(position={"x": 500, "y": 200})
    page.mouse.wheel(0, 40)
    expect(the_map(page).locator(".hint")).to_have_text("Hold Ctrl while scrolling to zoom")
    assert view(page) == whole
    stage(page).hover(position={"x": 500, "y": 200})
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    expect(the_map(page).locator(".stage.zoomed")).to_be_visible()
    assert view(page)[2] < whole[2]


def test_dragging_moves_the_map_and_opens_nothing(page: Page) -> None:
    the_map(page).get_by_role("button", name="Zoom in").click()
    before = view(page)
    box = stage(page).bounding_box() or {}
    x, y = box["x"] + 500, box["y"] + 200
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y - 20, steps=4)
    page.mouse.up()
    after = view(page)
    assert after[0] > before[0]
    assert after[2] == before[2]
    opened(page, "None")


def test_a_province_is_zoomed_to_and_listed_alone(page: Page) -> None:
    before = view(page)
    the_map(page).get_by_role("combobox", name="Zoom to a province").select_option("Province C")
    assert view(page)[2] < before[2]
    expect(the_map(page).locator(".rings .province").first).to_be_attached()
    in_it = [code for code in CODES if code.startswith("12.")]
    assert 0 < len(in_it) < DISTRICTS
    expect(the_map(page).locator("summary")).to_have_text(f"{len(in_it)} of {DISTRICTS} places as a table")
    assert the_map(page).locator("select option").count() == 1 + PROVINCES


def test_a_redraw_changes_shades_and_keeps_zoom_focus_and_shapes(page: Page) -> None:
    search(page).fill("cegugu")
    search(page).press("Enter")
    kept, drawn, said = view(page), fills(page), str(the_map(page).locator(".legend").text_content())
    the_map(page).locator(".districts path").nth(5).evaluate("path => path.kept = true")
    page.get_by_text("two", exact=True).click()
    expect(page.get_by_text("drawn for quarter two")).to_be_visible()
    expect(the_map(page).locator(".legend")).not_to_have_text(said)
    assert fills(page) != drawn
    assert sum(fills(page).values()) == DISTRICTS
    assert view(page) == kept
    assert active(page) == 100
    assert the_map(page).locator(".districts path").nth(5).evaluate("path => path.kept")


def test_other_outlines_make_another_map_and_what_is_gone_leaves_nothing(page: Page) -> None:
    page.get_by_text("small", exact=True).click()
    expect(the_map(page).locator(".districts path")).to_have_count(14)
    expect(page.locator(".map")).to_have_count(2)
    page.get_by_text("none", exact=True).click()
    expect(page.locator(".map")).to_have_count(1)
    page.get_by_text("large", exact=True).click()
    expect(the_map(page).locator(".districts path")).to_have_count(DISTRICTS)


def test_a_call_that_was_overtaken_does_not_take_the_map_away(page: Page) -> None:
    # Streamlit cleans up after a call at once if a later one has begun meanwhile.
    left = page.evaluate(
        """async address => {
            const {draw} = await import(address)
            const data = {states: "", numbers: "", breaks: [], legend: [], digits: 0, language: "en", undrawn: [],
                level: "district", words: {legend: ""}, outlines: "/outlines/tsu-fake.json"}
            const parentElement = document.createElement("div")
            const [first, second] = await Promise.all([draw({data, parentElement}), draw({data, parentElement})])
            const maps = () => parentElement.querySelectorAll(".map").length
            const counts = [maps()]
            first()
            counts.push(maps())
            second()
            return [...counts, maps()]
        }""",
        assets.MODULE_URL,
    )
    assert left == [1, 1, 0]


def test_print_keeps_the_patterns_and_drops_the_controls(page: Page) -> None:
    page.set_viewport_size({"width": 700, "height": 1000})  # about a sheet of A4
    page.emulate_media(media="print", color_scheme="dark")
    for hidden in (".controls", ".zooms", "details", ".tip"):
        expect(the_map(page).locator(hidden)).to_be_hidden()
    expect(the_map(page).locator(".legend")).to_be_visible()
    paper = the_map(page).evaluate("map => getComputedStyle(map).getPropertyValue('--paper').trim()")
    assert paper == "#ffffff"
    assert set(FILL.values()) <= set(fills(page))


@pytest.mark.parametrize(("page", "dark"), [("desk", False), ("phone", True)], indirect=["page"])
def test_the_map_follows_the_theme(page: Page, dark: bool) -> None:
    assert bool(the_map(page).evaluate("map => map.classList.contains('dark')")) == dark


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_first_tap_tells_and_a_second_one_opens(page: Page) -> None:
    district = the_map(page).locator(".districts path").nth(300)
    district.scroll_into_view_if_needed()
    district.tap()
    expect(the_map(page).locator(".tip")).to_contain_text("Tap again to open")
    opened(page, "None")
    the_map(page).locator(".districts path").nth(300).tap()
    opened(page, CODES[300])


def test_outlines_and_scripts_come_once_and_a_redraw_is_small(newcomer: Page, address: str) -> None:
    page = newcomer
    frames: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(len(frame))) and None)
    page.goto(address)
    wait_until_drawn(page)
    ours = """() => performance.getEntriesByType('resource').filter(one => /outlines|district-map/.test(one.name))
        .map(one => [new URL(one.name).pathname, one.transferSize])"""
    fetched = Counter(path for path, size in page.evaluate(ours) if size)
    assert fetched["/outlines/tst-fake.json"] == 1
    assert {path for path, times in fetched.items() if times > 1} == set()
    assert set(fetched) >= {f"{assets.FOLDER}/{name}" for name in (*assets.AT_ONCE, "words-en.json")}
    frames.clear()
    page.get_by_text("two", exact=True).click()
    expect(page.get_by_text("drawn for quarter two")).to_be_visible()
    page.wait_for_timeout(300)
    # Both maps of this page together; the issue allows 8 kB for one.
    assert 0 < sum(frames) < 8_000
    page.reload()
    wait_until_drawn(page)
    assert [path for path, size in page.evaluate(ours) if size and "outlines" in path] == []

"""The HTML page around every page of Lima: Streamlit's, with our name and with what its script would else ask for.

Streamlit's script does not know at which address its application begins. It tries the one it was opened at, then the
one above, then asks which hosts may embed it, all before the first word of the page. Here it is told.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.words import languages, text
from pages.parts import links
from pages.parts.district_map import assets

MAP = "/map"
"""The page that is shown before Streamlit shows it."""

SOON, AT_ONCE = 'rel="prefetch" as="style"', 'rel="preload" as="style"'
"""How styles are asked for that another page, or this one, will use. A browser complains of the second, unused."""

EVERY_MS = 50_000
"""How long a page waits before it asks again whether its session goes on."""

PAPER = 680
"""How many pixels a sheet of A4 is wide between its margins."""

START = f"""<script>
      window.prerenderReady = false
      // Everything is served from the root of this host, and no other host may embed or steer it.
      window.__streamlit = {{
        BACKEND_BASE_URL: location.origin + '/',
        HOST_CONFIG: {{ allowedOrigins: [location.origin], useExternalAuthToken: false, metricsUrl: '' }},
      }}
      // The page of the map holds Streamlit's files back until those of the map are here (`map_first`).
      const rest = document.getElementById('rest')
      if (rest) {{
        const asked = fetch('{links.MAP_AHEAD}' + location.search)
        import('{assets.FOLDER}/ahead.js')
          .then(({{ showAhead }}) => showAhead(asked))
          .finally(() => document.head.append(rest.content))
      }}
      // Whose session ends is led to the sign-in within a minute, also where nobody touches the page.
      {{
        const later = () => setTimeout(ask, {EVERY_MS})
        const ask = () =>
          fetch('{links.STILL_SIGNED_IN}').then(({{ status }}) => {{
            if (status === 401) location.reload()
            else if (status !== 200) later()
          }}, later)
        later()
      }}
      // A page writes into the address what it shows, each part as a view of its own; whoever goes back would come to
      // the page again. What only adds to an address that was just arrived at, by no choice, takes its place.
      {{
        let arriving = true
        const push = history.pushState.bind(history)
        const query = address => [...new URL(address, location).searchParams]
        const adds = address =>
          new URL(address, location).pathname === location.pathname &&
          query(location).every(([key, value]) => query(address).some(([name, now]) => name === key && now === value))
        history.pushState = (state, title, address) =>
          arriving && adds(address) ? history.replaceState(state, title, address) : push(state, title, address)
        addEventListener('popstate', () => arriving = true)
        for (const touched of ['pointerdown', 'keydown'])
          addEventListener(touched, ({{ target }}) => arriving = !!target.closest?.('a'), true)
      }}
      // The menu's items stand in parts of its list, where a screen reader miscounts them: to it they are plain links.
      // A text to copy may be longer than its box: the keyboard reaches it, and scrolls it.
      {{
        const menu = '[data-testid=stSidebarNavItems]'
        const better = [
          [`${{menu}}:not([role]), ${{menu}} li:not([role])`, 'role', 'none'],
          ['[data-testid=stCode] pre:not([tabindex])', 'tabindex', '0'],
        ]
        const mend = () => {{
          for (const [parts, name, value] of better)
            document.querySelectorAll(parts).forEach(part => part.setAttribute(name, value))
        }}
        new MutationObserver(mend).observe(document, {{ childList: true, subtree: true }})
      }}
      // A figure is as wide as the window in which it was drawn; on paper it takes the same part of the width.
      {{
        const drawn = zoom => document.querySelectorAll('.js-plotly-plot').forEach(figure => figure.style.zoom = zoom)
        addEventListener('beforeprint', () => {{
          const main = document.querySelector('[data-testid=stMainBlockContainer] > *')
          if (main) drawn(Math.min(1, {PAPER} / main.offsetWidth))
        }})
        addEventListener('afterprint', () => drawn(''))
      }}
    </script>"""

STYLE = """<style>
      /* Streamlit's captions have less than 4.5:1 on their background; these have more than 7:1. */
      [data-testid="stCaptionContainer"] { opacity: 0.8 !important }
      /* A phone has no room for wide margins within tables. */
      @media screen and (max-width: 640px) {
        [data-testid="stTable"] :is(td, th) { padding: 4px !important }
        [data-testid="stTable"] :is(td, td *, th, th *) { font-size: 13px !important }
        /* Where a table is wider still, the names of its rows stay in sight. */
        [data-testid="stTable"] :is(td, th):first-child {
          position: sticky; left: 0; z-index: 1; background: light-dark(#ffffff, #10191d)
        }
        [data-testid="stTable"] th:first-child { z-index: 3 }
      }
      /* On paper the menu is of no use, and takes a third of the width. */
      @media print {
        [data-testid="stSidebar"], [data-testid="stHeader"] { display: none !important }
        [data-testid="stMainBlockContainer"] { padding: 0 !important }
        /* Nothing scrolls there: a table stands in full, and goes on overleaf. */
        [data-testid="stElementContainer"], [data-testid="stTable"], [data-testid="stTable"] > div {
          height: auto !important; max-height: none !important; overflow: visible !important
        }
        [data-testid="stTable"] table { display: table !important; width: 100% !important }
        [data-testid="stTable"] :is(td, th) { padding: 2px 5px !important }
        [data-testid="stTable"] :is(td, td *, th, th *) { font-size: 11px !important }
        /* No row, no figure and no card is cut in two, and a heading stays with what it is of. */
        tr, [data-testid="stPlotlyChart"] { break-inside: avoid }
        :has(> [data-testid="stVerticalBlock"] [data-testid="stGrid"]):not(:has(table, h2)) { break-inside: avoid }
        [data-testid="stVerticalBlock"] { display: block !important }
        [data-testid="stVerticalBlock"] > * { margin-bottom: 1rem }
        [data-testid="stElementContainer"]:has(h1, h2, h3, h4, h5) { break-after: avoid }
      }
    </style>"""


def streamlit_page() -> str:
    """The HTML page in which Streamlit delivers every page, as installed."""
    package = find_spec("streamlit")
    if package is None or package.origin is None:
        raise FileNotFoundError("streamlit is not installed")
    return (Path(package.origin).parent / "static" / "index.html").read_text("utf-8")


def own_page(html: str) -> str:
    """Streamlit's page made ours: its title, its start, its words for a browser without script.

    Raises:
        ValueError: if it does not hold what is to be replaced, as after an upgrade of Streamlit.
    """
    for first, last, ours in (
        ("<title>", "</title>", f"<title>Lima</title>{STYLE}{_map_files()}"),
        ("<!--\n      Machine-readable pointer to the agent API", "/>", ""),
        ("<script>", "</script>", START),
        ("<noscript>", "</noscript>", f"<noscript>{_no_script()}</noscript>"),
    ):
        before, found, rest = html.partition(first)
        _, ended, after = rest.partition(last)
        if not (found and ended):
            raise ValueError(f"Streamlit's page has no {first}")
        html = before + ours + after
    return html


def map_first(page: str) -> str:
    """The page of the map: Streamlit's own files, a megabyte, are asked for after those of the map, a tenth of that.

    Args:
        page: from `own_page`.

    Raises:
        ValueError: if it does not hold what is to be held back.
    """
    font = re.search(r"<link\s+rel=\"preload\"[^>]*as=\"font\"[^>]*>", page)
    files = re.search(r"<script type=\"module\".*?(?=</head>)", page, re.DOTALL)
    if not (font and files):
        raise ValueError("Streamlit's page has no font or no script")
    held_back = f'<template id="rest">{font[0]}{files[0]}</template>'
    page = page.replace(SOON, AT_ONCE)
    return page.replace(files[0], "").replace(font[0], "").replace(START, held_back + START)


def _map_files() -> str:
    """The map's own files are fetched while Streamlit still starts: most visitors come for a map."""
    kinds = {".js": 'rel="modulepreload"', ".css": SOON}
    return "".join(f'<link {kinds[Path(name).suffix]} href=".{assets.FOLDER}/{name}">' for name in assets.AT_ONCE)


def _no_script() -> str:
    return "".join(
        f'<p lang="{spoken}"><a href="/send">{text("shell.no_script", spoken)}</a></p>' for spoken in languages()
    )


class OwnPage:
    """Middleware: wherever Streamlit answers with its page, answer with ours."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application. The page is made for the Streamlit that is installed."""
        self._app = app
        theirs = streamlit_page()
        self._length = str(len(theirs.encode()))
        self._page = own_page(theirs)
        self._map_page = map_first(self._page)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but Streamlit's page."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Nothing is compressed yet on this side of our own compression, so that the page can be told by its length.
        plain = {**scope, "headers": [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]}
        replaced = False

        async def send_ours(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and self._is_theirs(message):
                replaced = True
                # A new answer each time: what stands nearer to the visitor changes the headers of the one it is given.
                page = self._map_page if scope["path"] == MAP else self._page
                await HTMLResponse(page, headers={"Cache-Control": "no-cache"})(scope, receive, send)
            elif not replaced:
                await send(message)

        await self._app(plain, receive, send_ours)

    def _is_theirs(self, start: Message) -> bool:
        headers = Headers(raw=start["headers"])
        is_page = headers.get("content-type", "").startswith("text/html")
        return start["status"] == 200 and is_page and headers.get("content-length") == self._length

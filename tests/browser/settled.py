"""When a page of Streamlit may be used: its script has ended, and nothing will be put in the place of what is there."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

SECONDS = 60

WALK = """address => new Promise(begun => {
  const watch = new MutationObserver(() => { watch.disconnect(); begun() })
  setTimeout(begun, 5000)  // a run that is over within one frame is never seen
  watch.observe(document.querySelector('[data-testid=stApp]'), {attributeFilter: ['data-test-script-state']})
  history.pushState({}, '', address)
  dispatchEvent(new PopStateEvent('popstate', {state: {}}))
})"""


def settled(page: Page) -> Page:
    """Wait until the page's script has run to its end. A list that is open when it runs once more closes."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SECONDS * 1000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=SECONDS * 1000)
    return page


def walk(page: Page, address: str) -> Page:
    """Come to another page of the session that is open, as who goes forward: nothing is loaded anew, which is dear."""
    page.evaluate(WALK, address)
    return settled(page)


def open_list(page: Page, label: str) -> Locator:
    """Open the list of a chooser. Whatever scrolls the page, as a chart above that is drawn late, closes it again."""
    chooser = settled(page).get_by_role("combobox", name=label, exact=True)
    options = page.get_by_role("option")
    for _ in range(10):
        chooser.click()
        page.wait_for_timeout(400)
        if options.count():
            return chooser
    raise AssertionError(f"the list of {label} does not stay open")

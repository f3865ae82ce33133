"""When a page of Streamlit may be used: its script has ended, and nothing will be put in the place of what is there."""

from __future__ import annotations

from playwright.sync_api import Page, expect

SECONDS = 60


def settled(page: Page) -> Page:
    """Wait until the page's script has run to its end. A list that is open when it runs once more closes."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=SECONDS * 1000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    return page

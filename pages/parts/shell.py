"""The frame of every page: title and icon, language, who is visiting, and the menu. Streamlit runs it on every visit.

A page is one file in its audience's folder and one line here: the order and the audience of a menu are worth seeing in
one place.
"""

from __future__ import annotations

import streamlit as st

from data import rights, words
from pages.parts import awaiting_release, in_menu, looking_back, marking_pages, previewing, visitor
from pages.parts.filters import choose
from pages.parts.opened import house
from pages.parts.words import KEY as LANGUAGE
from pages.parts.words import language, say

st.set_page_config(
    page_title=say("shell.title"),
    page_icon=in_menu.icon(),  # without one of ours, browsers would ask a font host for it
    layout="wide",
)

# Each page with its icon, and the right of `data.rights` without which it is not in a visitor's menu.
MENU = {
    "public": {
        "overview": (":material/flag:", "may_read_any"),
        "plan": (":material/checklist:", "may_read_any"),
        "assistance": (":material/diversity_3:", "may_read_any"),
        "justice": (":material/gavel:", "may_read_any"),
        "map": (":material/map:", "may_read_any"),
        "district": (":material/location_on:", "may_read_any"),
        "trends": (":material/show_chart:", "may_read_any"),
        "centres": (":material/night_shelter:", "may_read_any"),
        "centre": (":material/bed:", "may_read_any"),
        "gaps": (":material/stacked_bar_chart:", "may_read_any"),
        "what_if": (":material/balance:", "may_read_any"),
        "origin": (":material/account_tree:", "may_read_any"),
        "method": (":material/function:", "may_read_any"),
    },
    "donor": {
        "my_agreements": (":material/handshake:", "may_read_own_agreements"),
    },
    "taskforce": {
        "submit": (":material/upload_file:", "may_file_any"),
        "my_returns": (":material/history:", "may_file_any"),
        "receipt": (":material/verified:", "may_see_any"),
        "checks": (":material/rule:", "is_known"),
    },
    "ministry": {
        "review": (":material/fact_check:", "may_review_any"),
        "reporting": (":material/event_available:", "may_follow_any"),
        "release": (":material/publish:", "may_release"),
        "history": (":material/manage_history:", "may_see_history"),
        "targets": (":material/edit_note:", "may_edit_plan"),
        "agreements": (":material/contract:", "may_read_ledger"),
        "people": (":material/group:", "may_administer"),
    },
}

with st.sidebar:
    choose(
        say("filters.language"),
        key=LANGUAGE,
        options=words.languages(),
        default=language(),
        show=lambda code: words.text("language", code),
    )
    language.settle()
    visitor.chooser()

who = visitor.visitor()
with st.sidebar:
    previewing.offer(who)
START = "overview"
pages = {
    say(f"shell.{audience}"): [
        in_menu.page(f"../{audience}/{name}.py", say(f"shell.{name}"), icon, name, default=name == START)
        for name, (icon, right) in entries.items()
        if getattr(rights, right)(who)
    ]
    for audience, entries in MENU.items()
}
theirs = {audience: entries for audience, entries in pages.items() if entries}
if not any(page.title == say(f"shell.{START}") for entries in theirs.values() for page in entries):
    theirs[""] = [st.Page(visitor.go_to_own_page, title=say("shell.title"), default=True, visibility="hidden")]
page = st.navigation(theirs, expanded=True)  # else Streamlit hides what comes last: a ministry's own pages
if house().facts.demo:
    st.caption(say("shell.demo"))
at_work = page.url_path in looking_back.WORK
looking_back.offer(at_work or page in pages[say("shell.public")], at_work=at_work)
previewing.notice(who)
awaiting_release.notice()
marking_pages.say_what_is_read(who, page.url_path)
page.run()

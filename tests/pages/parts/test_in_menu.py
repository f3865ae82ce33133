"""A page of the menu is made once, and each run marks its own as the one that it shows."""

from streamlit.testing.v1 import AppTest


def runs() -> None:
    import streamlit as st

    from pages.parts import in_menu

    def entry() -> st.Page:
        return in_menu.page(__file__, "Here", ":material/flag:", "here", default=False)

    shown = st.navigation([entry()], position="hidden")
    st.session_state["others"] = [entry(), in_menu.page(__file__, "Sini", ":material/flag:", "here", default=False)]
    st.session_state["shown"] = shown
    st.write(shown.title)


def test_what_one_run_marks_no_other_run_sees():
    app = AppTest.from_function(runs, default_timeout=30)
    for _ in range(2):
        app.run()
        assert not app.exception
        again, other = app.session_state["others"]
        assert (app.session_state["shown"].url_path, again.url_path) == ("", "here")
        assert (again.title, other.title) == ("Here", "Sini")

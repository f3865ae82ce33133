"""What is replayed is drawn once for each choice, shown as often as asked, and never in place of something else."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from pages.parts import drawn

    made = st.session_state.setdefault("made", [])

    def count(name: str) -> None:
        made.append(f"count {name}")
        with st.container(border=True):
            st.write(f"The count of {name}")

    def line(name: str) -> None:
        made.append(f"line {name}")
        st.write(f"The line of {name}")

    for draw in (drawn.replayed(count), drawn.replayed(line)):
        for name in ("one", "two", "one"):
            draw(name)


def test_each_choice_is_drawn_once_and_shown_as_often_as_asked(monkeypatch, tmp_path):
    monkeypatch.setenv("LIMA_VAR", str(tmp_path))
    monkeypatch.setenv("COUNTRY", "TLS")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = AppTest.from_function(page, default_timeout=30).run()
    for _ in range(2):
        assert not app.exception
        shown = [each.value for each in app.markdown]
        assert shown == [f"The {what} of {name}" for what in ("count", "line") for name in ("one", "two", "one")]
        assert app.session_state["made"] == ["count one", "count two", "line one", "line two"]
        app.run()


def test_another_language_is_drawn_anew(monkeypatch, tmp_path):
    monkeypatch.setenv("LIMA_VAR", str(tmp_path))
    monkeypatch.setenv("COUNTRY", "TLS")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = AppTest.from_function(page, default_timeout=30).run()
    app.query_params["lang"] = "id"
    app.run()
    assert app.session_state["made"].count("count one") == 2

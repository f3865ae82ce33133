"""Drawing with Streamlit what a page shows of figures; `pages.parts.drawn` keeps and replays it."""

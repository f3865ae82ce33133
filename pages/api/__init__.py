"""HTTP routes and middleware around the pages: Starlette, no Streamlit."""

"""What people see. Streamlit and Plotly live only here."""

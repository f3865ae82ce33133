"""The yardsticks. Each is a whole Streamlit app, written as people write them."""

"""The way of a workbook from the sender to the store."""

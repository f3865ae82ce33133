"""Marks in the sender's own workbook, written into its XML so that nothing else of it changes. Runs in the worker."""

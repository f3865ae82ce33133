"""Whether a workbook may be opened at all, and a clean copy of it for the reader. Runs in the worker process."""

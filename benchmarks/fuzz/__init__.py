"""Workbooks broken by chance, by the thousand, and what the intake makes of them."""

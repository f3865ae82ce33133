"""All tables together: whoever deals with the whole database imports them from here, so that none is left out."""

from __future__ import annotations

from data.store import people_tables, review_tables, tables

metadata = tables.metadata
SCHEMA = tables.SCHEMA

EVERY_MODULE = (tables, people_tables, review_tables)
"""The modules that add tables to `metadata` when they are imported."""

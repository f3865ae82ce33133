"""Killing Lima while it files, and looking whether anything was lost or stored by halves."""

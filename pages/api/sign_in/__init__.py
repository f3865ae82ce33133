"""Signing in and out: small pages without script, before anything else of a real database is shown."""

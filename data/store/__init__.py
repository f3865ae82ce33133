"""The database: SQLite by default, PostgreSQL in production; the same code and the same tests for both."""

"""Pages for donors."""

"""Pages for the ministry and the provinces."""

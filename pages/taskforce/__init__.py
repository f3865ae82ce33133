"""Pages for those who file a district's return."""

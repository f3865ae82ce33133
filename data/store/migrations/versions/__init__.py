"""One module a step; each is named after its number."""

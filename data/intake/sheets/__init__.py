"""Drawing the sheets of the form: the cover, a pillar, a table of centres or payments."""

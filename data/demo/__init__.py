"""The demo world: synthetic returns, through the same store code as real ones. `filling.fill` makes it."""

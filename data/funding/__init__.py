"""The funding ledger: what it speaks of, and what cannot be so in it."""

"""How much of what must never come in is found, and how many clean workbooks are refused: synthetic and seeded."""

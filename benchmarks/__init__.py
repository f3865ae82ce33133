"""The bench: Lima beside three yardsticks, in one run."""

"""What every error of Lima is."""

from __future__ import annotations


class LimaError(Exception):
    """Anything Lima raises on purpose."""


class UserError(LimaError):
    """Something a person can mend. `key` names the sentence in the words files, `values` fill its gaps."""

    key = "errors.unknown"

    def __init__(self, **values: object) -> None:
        """Keep the values that the sentence names."""
        super().__init__(self.key, values)
        self.values = values

"""`manage.py` as a program, without the second that it takes to start one.

What is raised to its end, and would be a traceback, is raised here too. `tests.test_manage` starts a real one.
"""

from __future__ import annotations

import contextlib
import io
import runpy
import sys
from typing import NamedTuple

import pytest

from tests.conftest import ROOT


class Ended(NamedTuple):
    """How a program ended."""

    status: int
    stdout: str
    stderr: str


def manage(*words: str, **environ: str) -> Ended:
    """Run `manage.py` with these words, and these settings in the environment."""
    out, error = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["manage.py", *words])
        for name, value in environ.items():
            patched.setenv(name, value)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error), pytest.raises(SystemExit) as ended:
            runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    if isinstance(code := ended.value.code, str):  # as Python does it
        return Ended(1, out.getvalue(), f"{error.getvalue()}{code}\n")
    return Ended(int(code or 0), out.getvalue(), error.getvalue())

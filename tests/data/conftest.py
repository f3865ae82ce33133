"""What tests of places and outlines share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of real, official boundary files.

    They do not belong to the project. They are looked for in the folder `boundaries` of `LIMA_SHARED`, or of a folder
    `shared` beside the project; where there are none, the test is skipped.
    """
    folder = Path(os.environ.get("LIMA_SHARED") or ROOT.parent / "shared") / "boundaries"
    if not folder.is_dir():
        pytest.skip("no official boundary files here (LIMA_SHARED)")
    return folder

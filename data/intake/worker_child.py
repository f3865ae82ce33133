"""What runs in the worker process: a workbook comes in, is looked at, looked through and read; an answer goes out.

A workbook that carries personal data is not read any further: only where and of which kind leaves this process.
"""

from __future__ import annotations

import base64
import datetime as dt
import gc
import itertools
import json
import sys
from collections.abc import Mapping
from typing import Any

from data.errors import UserError
from data.intake.confinement import confine, limit_memory
from data.intake.gate.container import read_directory
from data.intake.gate.inflate import inflate
from data.intake.gate.opening import open_safely
from data.intake.marked_copy import mark
from data.intake.marks import from_json as marks_from_json
from data.intake.personal import Own, personal_data
from data.intake.reading import to_json
from data.intake.workbook import read_workbook

MOST_HITS = 500
"""A list of people has thousands of hits. So many say what is to be deleted."""
NEW_OBJECTS = 100_000
"""After how many new objects Python looks for garbage that holds itself. A workbook is parsed into as many, hardly any
of them garbage, and by Python's own measure it would look through them again and again while it parses."""


def answer(asked: Mapping[str, Any], own: Own) -> dict[str, object]:
    """What was asked for (a reading, a marked copy, the files of a zip), the hits, or the name and values of the error.

    Args:
        asked: `workbook` in base64, and `marks` if it is to be marked, `unpack` if it is a zip of files; else `today`
            and the `file_name`.
        own: what our form says by itself.
    """
    try:
        content = base64.b64decode(asked["workbook"])
        if "marks" in asked:
            return {"marked": base64.b64encode(mark(content, marks_from_json(asked["marks"]))).decode()}
        if "unpack" in asked:
            files = inflate(content, read_directory(content))
            return {"files": [(name, base64.b64encode(file).decode()) for name, file in files.items()]}
        safe = open_safely(content)
        today = dt.date.fromisoformat(asked["today"])
        hits = personal_data(safe.parts, own=own, today=today, file_name=asked["file_name"], trees=safe.trees)
        if hits:
            return {"hits": list(itertools.islice(hits, MOST_HITS))}
        return {"reading": to_json(read_workbook(safe.frame, roots=safe.sheets, strings=safe.strings))}
    except UserError as error:
        return {"error": type(error).__name__, "values": error.values}
    except MemoryError:
        raise  # this process is full: its death is the answer, and the next workbook gets a fresh one
    except Exception:  # whatever a broken file makes a parser raise, its sender can only mend the file
        return {"error": "UnreadableWorkbook"}


def main() -> None:
    """Answer until the parent closes the line."""
    limit_memory(int(sys.argv[1]))
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not end up among the answers
    confine()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)
    own = Own()
    for line in sys.stdin.buffer:
        asked = json.loads(line)
        if "own" in asked:
            own = Own.from_json(asked["own"])
        out.write(json.dumps(answer(asked, own)).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main()

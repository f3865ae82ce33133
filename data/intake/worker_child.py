"""What runs in the worker process: read a line, look at the workbook in it and parse it, answer with a line."""

from __future__ import annotations

import base64
import json
import sys

from data.errors import UserError
from data.intake.gate.opening import open_safely
from data.intake.marked_copy import mark
from data.intake.marks import from_json as marks_from_json
from data.intake.reading import to_json
from data.intake.workbook import read_workbook


def limit_memory(size: int) -> None:
    """Let the process have no more memory than this many bytes, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit of the parent holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def answer(line: bytes) -> dict[str, object]:
    """The reading of a workbook, its marked copy, or the name of the error and the values of its sentence.

    Args:
        line: a workbook to read, in base64; behind a space the marks for it, if it is to be marked.
    """
    try:
        workbook, _, marks = line.partition(b" ")
        if marks:
            marked = mark(base64.b64decode(workbook), marks_from_json(json.loads(marks)))
            return {"marked": base64.b64encode(marked).decode()}
        safe = open_safely(base64.b64decode(workbook))
        return {"reading": to_json(read_workbook(safe.content))}
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
    for line in sys.stdin.buffer:
        out.write(json.dumps(answer(line)).encode() + b"\n")
        out.flush()


if __name__ == "__main__":
    main()

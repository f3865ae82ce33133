"""Filling a form as an officer does: the demo's answers typed into the workbook that people download."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from data.demo.answers import Answers
from data.demo.typed import TypedForm


def fill_workbook(content: bytes, answers: Answers, form: TypedForm) -> bytes:
    """Type answers into a form.

    Args:
        content: the form, as `data.intake.template` makes it.
        answers: what to type.
        form: where each answer stands; of the same quarter and language as the form.
    """
    book = load_workbook(io.BytesIO(content))
    for sheet, cell in form.payment_cells():
        book[sheet][cell].value = None
    for sheet, cell, value in form.cells(answers):
        book[sheet][cell].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()

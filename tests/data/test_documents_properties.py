"""Whatever a content file holds, reading it ends in a document or in named problems, never in a crash."""

import json
import tempfile
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from data.documents import Document, read_document
from data.settings import SHIPPED

VALIDATOR = Draft202012Validator(json.loads((SHIPPED / "indicators.schema.json").read_text("utf-8")))
PLAIN = yaml.load((SHIPPED / "indicators/POL-09.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def read(content: bytes) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "indicators", "POL-09.yaml")
        path.parent.mkdir()
        path.write_bytes(content)
        return read_document(path, VALIDATOR)


@given(st.binary(max_size=60))
def test_no_bytes_are_an_indicator_and_none_crash_the_reader(content: bytes):
    document = read(content)
    assert document.problems
    assert all(problem.file == "indicators/POL-09.yaml" and problem.message for problem in document.problems)


@given(st.sampled_from(sorted(PLAIN)), anything)
def test_a_wrong_value_is_told_under_its_own_key(key: str, value: object):
    document = read(yaml.safe_dump(PLAIN | {key: value}, allow_unicode=True).encode())
    if value is None or isinstance(value, bool | int | str):
        assert document.problems, "no key of this file takes a plain value like these"
    assert all(problem.key.split(".")[0] == key for problem in document.problems if problem.key)

"""Content files in YAML: read, held against their schema, every problem named with file and key.

The catalogue and the check of a ministry's own files read through here. A key written twice is a problem, because YAML
would silently forget the first.
"""

from __future__ import annotations

import difflib
import re
import reprlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError


@dataclass(frozen=True)
class Problem:
    """Something wrong in a content file.

    Written as one line: `indicators/PRT-02.yaml: direction: 'higher' is not one of up, down, neither`.
    """

    file: str
    key: str
    message: str

    def __str__(self) -> str:
        """File, key and message on one line."""
        return ": ".join(part for part in (self.file, self.key, self.message) if part)


@dataclass(frozen=True)
class Document:
    """One content file: its id (the file's name without ending), its name below the content folder, what it says."""

    id: str
    file: str
    text: bytes
    says: Mapping[str, Any]
    problems: tuple[Problem, ...]


def read_document(path: Path, validator: Draft202012Validator) -> Document:
    """Read one YAML file and hold it against its schema. What is wrong is told in `problems`, never raised."""
    file = f"{path.parent.name}/{path.name}"
    text = path.read_bytes()
    try:
        says = yaml.load(text, Loader=_OnceOnlyLoader)  # noqa: S506 - a safe loader underneath
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return Document(path.stem, file, text, {}, (Problem(file, "", " ".join(str(error).split())),))
    problems = tuple(_problem(file, error) for error in validator.iter_errors(says))
    return Document(path.stem, file, text, says if isinstance(says, Mapping) else {}, _in_order(problems))


class _OnceOnlyLoader(yaml.CSafeLoader):
    """The safe loader, refusing a key that stands twice, or that YAML takes for something other than a text (`no`)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value) or not all(isinstance(key, str) for key in mapping):
            seen: set[object] = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node)
                if key in seen or not isinstance(key, str):
                    told = "stands twice" if key in seen else "is read as no text: put it in quotes"
                    raise yaml.MarkedYAMLError(problem=f"{key_node.value} {told}", problem_mark=key_node.start_mark)
                seen.add(key)
        return mapping


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda problem: (problem.key, problem.message)))


def _problem(file: str, error: ValidationError) -> Problem:
    path = [str(step) for step in error.absolute_path]
    if "propertyNames" in error.absolute_schema_path:
        path.append(str(error.instance))
    elif error.validator == "required":
        path.append(error.message.split("'")[1])
    return Problem(file, ".".join(path), _sentence(error))


def _sentence(error: ValidationError) -> str:
    """What is wrong, as a person says it who knows the file but not JSON Schema."""
    schema, wanted = cast("Mapping[str, Any]", error.schema), cast("Any", error.validator_value)
    found = reprlib.repr(error.instance)
    match error.validator:
        case "enum":
            return f"{found} is not one of {', '.join(map(str, wanted))}"
        case "required":
            return "is missing"
        case "additionalProperties":
            return f"unknown here: {', '.join(_unknown_keys(schema, cast('Any', error.instance)))}"
        case "pattern":
            return f"{found} is not written like {schema.get('examples', [wanted])[0]}"
        case "type":
            return f"{found} is not {_TYPES.get(str(wanted), wanted)}"
        case "minLength" | "minItems" | "minProperties":
            return f"needs at least {wanted}" if error.instance else "is empty"
        case "maxItems":
            return f"takes at most {wanted}"
        case "not":
            return "does not belong here"
        case "uniqueItems":
            return "something stands twice"
    return error.message


_TYPES = {
    "string": "a text",
    "array": "a list",
    "object": "a group of keys",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def _unknown_keys(schema: Mapping[str, Any], says: Mapping[str, Any]) -> Iterator[str]:
    """The keys that the schema does not know, each with the known one that looks most like it."""
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for key in says:
        if key not in known and not any(re.search(pattern, key) for pattern in patterns):
            meant = difflib.get_close_matches(key, known, n=1)
            yield f"{key} (did you mean {meant[0]}?)" if meant else key

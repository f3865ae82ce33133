from collections.abc import Callable

import pytest

from data.model import Direction, Kind, OverQuarters, Part


@pytest.fixture
def parts() -> Callable[..., dict[str, Part]]:
    """Measures by name, all alike: a flow that is summed and better the higher, unless told otherwise."""

    def build(
        *measures: str,
        kind: Kind = Kind.FLOW,
        direction: Direction = Direction.UP,
        over_quarters: OverQuarters = OverQuarters.SUM,
    ) -> dict[str, Part]:
        return {
            measure: Part(
                measure=measure,
                names={"en": measure},
                unit="persons",
                kind=kind,
                direction=direction,
                over_quarters=over_quarters,
            )
            for measure in measures
        }

    return build

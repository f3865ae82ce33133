"""Outlines: what the browser draws, and the door by which a ministry's own boundaries come in."""

from data.geography.atlas import Atlas, atlas, outlines
from data.geography.document import Outlines
from data.geography.installing import Installed, install
from data.geography.lineage import belonged_to, parts_of

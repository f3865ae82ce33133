"""Outlines: what the browser draws, and the door by which a ministry's own boundaries come in."""

from data.geography.document import Outlines, outlines
from data.geography.installing import Installed, install

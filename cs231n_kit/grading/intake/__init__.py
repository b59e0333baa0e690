"""Paths on a disk made into submissions: found, read safely whatever is in them, and decoded."""

from .found import Source, sources
from .python2 import python2_notes
from .read import read

__all__ = ["Source", "python2_notes", "read", "sources"]

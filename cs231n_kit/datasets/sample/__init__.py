"""The sample that the kit draws itself: shapes, scenery, ten pictures, and the files they go into."""

from .draw import ensure_sample

__all__ = ["ensure_sample"]

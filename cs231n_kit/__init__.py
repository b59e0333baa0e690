"""The CS231n assignment kit: write the functions, see at once whether they are right."""

__version__ = "0.1.0"

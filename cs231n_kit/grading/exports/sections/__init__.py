"""The sections of the report: each gives its HTML, and what its charts are drawn from as data."""

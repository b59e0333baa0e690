"""The student's side of handing in: what is taken, what is still open, one archive and pages to read."""

"""A notebook as a page to read: one file, no script, nothing fetched, whatever the notebook brings along."""

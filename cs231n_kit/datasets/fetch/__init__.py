"""Fetching a data set: one mirror, then the next; verified, unpacked, renamed into place."""

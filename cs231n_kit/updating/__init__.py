"""``cs231n-kit update``: a new release over work in progress, without losing any of it."""

"""Which submissions are alike: ``fingerprint``, then ``compare``, a ``page`` of it, and ``command``."""

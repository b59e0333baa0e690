"""Grades for other programs: a gradebook and a policy in, the file of a learning platform out.

In the order in which data flows: ``result`` (what the gradebook says of a submission), ``policy``,
``policy_file`` and ``values`` (what an instructor decided, and how that is read), ``students`` (who is who),
``final`` (the policy applied to one submission), ``grades`` (which one counts, for whom), ``sheet`` and
``layout`` (a platform's file, and where in it what is), a file a platform, ``matching`` (whose row is whose),
``table`` (the points filled in), ``report``, ``options`` and ``command``.
"""

"""The sandbox: `layers` says what a machine can do, a server moves into its `house`, `box` forks and locks.

    layers = chosen("auto")                    once, in the grader
    house = move_in(layers, readable)          once, in the warm server
    if (child := fork(house)) == 0:            for each submission
        enter(house, limits, keep=(channel,))  from here on student code may run

Written with ctypes alone. bubblewrap would build the same walls, but it starts a program inside them, and a
box here has to be the fork of a process that holds NumPy already: that is what makes it cheap.

In a box there are no sockets, not even for a channel that is one: use `os.read` and `os.write`. A server
should be started with an environment without secrets and in a session of its own, so that Ctrl-C leaves its
boxes alone.
"""

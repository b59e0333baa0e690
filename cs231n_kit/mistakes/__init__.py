"""What named mistakes make of an input, one file a kind of task. For staff: these are nearly the answers."""

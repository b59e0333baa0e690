"""The notebooks' inline questions: a class's answers out to whoever grades them, points and comments in."""

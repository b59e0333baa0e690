"""An endless loop while the file loads."""

while True:
    pass

"""What every question uses: inputs, what came back, comparing numbers, reading a function, the words."""

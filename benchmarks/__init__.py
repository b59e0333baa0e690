"""What the kit claims about its speed, measured as ratios against a peer or a floor in one run."""

"""What a figure is compared with: other graders, and the least that must be done."""

"""Grading a class: submissions in, a gradebook out. Student code runs in boxes; only numbers leave them."""

"""Grading a class: submissions in, a gradebook out. Student code runs in boxes, and only numbers leave them."""

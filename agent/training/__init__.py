"""Training of the shipped weights: data, losses, loops. Imported only by `mneme train` and tests."""

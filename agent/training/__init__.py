"""Training of the shipped weights: data, losses, loops. Only `mneme train` imports it."""

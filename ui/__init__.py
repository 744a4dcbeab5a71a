"""What a person touches: the chat screen, the plain chat and the command line.

Importing this package loads no model library; those load behind the first screen.
"""

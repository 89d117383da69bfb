"""A site without its generator: every page as Markdown for another one, and every record as plain Markdown.

All of it is made from the graph that the visibility filter left, so nothing hidden can be in it.
"""

"""Cover: who can do what when somebody is away, told from records alone.

Kinds, pages and commands ask here, so that all say the same. Nobody is ranked and nothing is counted by name.
"""

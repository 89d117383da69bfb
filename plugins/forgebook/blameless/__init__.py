"""Texts that must not blame: names of the roster, and phrases that blame.

Retros and incidents ask alike, so that one rule holds for both. No text is scored and nobody is counted.
"""

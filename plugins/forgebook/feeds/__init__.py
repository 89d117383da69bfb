"""Feeds, calendars and the JSON API: what the site of one reader tells to programs.

All of it is made from the graph that the visibility filter left, so nothing hidden can be in it.
"""

from forgebook.feeds.files import feed_files, head_links

__all__ = ["feed_files", "head_links"]

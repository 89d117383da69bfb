"""The configuration of a web editor, Sveltia CMS, for people who edit records in the browser."""

WEB_EDITOR_FORMAT = "forgebook-format.js"
"""The file of the web editor by which it reads and writes records. A folder that holds it is a web editor's."""

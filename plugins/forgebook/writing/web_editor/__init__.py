"""The configuration of a web editor, Sveltia CMS, for people who edit records in the browser."""

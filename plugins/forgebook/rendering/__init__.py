"""Views to HTML bodies: templates, Markdown fields, charts."""

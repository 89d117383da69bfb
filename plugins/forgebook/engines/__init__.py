"""Adapters to site generators. Outermost: nothing else imports them, and only they import MkDocs."""

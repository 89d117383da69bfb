"""What commands that print pages for a mail or a chat have in common."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urljoin

import click

from forgebook.cli.projects import read_project
from forgebook.core.record import Record
from forgebook.core.settings import SiteSettings
from forgebook.core.views import page_url
from forgebook.pages.compare import step_address
from forgebook.pipeline.project import Project
from forgebook.pipeline.site import Site, make_site
from forgebook.releasing.notes import note_of
from forgebook.releasing.told import audiences_of
from forgebook.rendering.letter import Node, letter
from forgebook.rendering.letter_html import as_html
from forgebook.rendering.letter_text import as_markdown, as_text
from forgebook.rendering.scope import plain_words
from forgebook.reporters.text import plural

FORMATS = ("md", "html", "txt", "eml")


def opened(settings: SiteSettings, project: Project | None = None) -> Site:
    """The site of the settings' reader, whose renderer makes the texts. What could not be read is said on stderr."""
    project = project or read_project(settings)
    if project.graph.faulty:
        lost = plural(len(project.graph.faulty), "record", "records")
        click.echo(f"{lost} could not be read and are left out; `forgebook check` says why.", err=True)
    return make_site(project, settings)


def page_address(settings: SiteSettings, address: str) -> str:
    """The whole address of a page; empty where `mkdocs.yml` names no `site_url`."""
    if not settings.site_url:
        return ""
    base = settings.site_url if settings.site_url.endswith("/") else f"{settings.site_url}/"
    return urljoin(base, page_url(address, directory_urls=settings.directory_urls))


@dataclass(frozen=True)
class Letter:
    """A note, ready to be written in any format."""

    subject: str
    root: Node

    def written(self, format_: str) -> str:
        """The note as `md`, `html`, `txt`, or as `eml`: a mail with both, without sender and receivers."""
        if format_ == "eml":
            return _mail(self.subject, as_text(self.root), as_html(self.subject, self.root))
        if format_ == "html":
            return as_html(self.subject, self.root)
        return as_markdown(self.root) if format_ == "md" else as_text(self.root)


class Notes:
    """The notes of a site's releases."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.graph = site.graph

    def of(self, release: Record, audience: str) -> Letter:
        """The note of a release for an audience; empty means everyone."""
        note = note_of(release, audience, self.graph)
        step = step_address(note.before, release) if note.before else ""
        scope = self.site.renderer.scope(release.address)
        body = self.site.renderer.part("letter_notes.html", scope, note=note, step=step)
        subject = " ".join(plain_words(note.headline.subject(release.title)).split())
        return Letter(subject, letter(body, page_address(self.site.settings, release.address)))

    def audiences(self, release: Record) -> list[str]:
        """The audiences that a release concerns; an empty one for everyone where the project names none."""
        return [told.headline.audience for told in audiences_of(release, self.graph)]

    def save(self, release: Record, audience: str, deployment: Record, folder: Path, number: int) -> dict[str, str]:
        """Write a note in all formats, and give what an index says of it.

        Raises:
            OSError: a file cannot be written.
        """
        note = self.of(release, audience)
        name = f"{number:03}-{re.sub(r'[^a-z0-9]+', '-', audience.lower()).strip('-') or 'everyone'}"
        files = {format_: f"{name}.{format_}" for format_ in FORMATS}
        for format_, file in files.items():
            (folder / file).write_text(note.written(format_), encoding="utf-8", newline="\n")
        told = {"release": release.ref, "deployment": deployment.ref, "environment": deployment.f.environment}
        return {**told, "audience": audience, "subject": note.subject, **files}


def _mail(subject: str, text: str, html: str) -> str:
    """A mail with plain text and HTML. Sender and receivers are for the one who sends it."""
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"forgebook-{hashlib.sha256(f'{subject}{text}{html}'.encode()).hexdigest()[:24]}")
    return message.as_string(policy=policy.SMTP.clone(linesep="\n"))

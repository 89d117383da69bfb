"""Templates of the user's own."""

from __future__ import annotations

import pytest

from support.building import BuildFailed, Project

BLOCK = (
    '{% extends "forgebook/decision/record.html" %}\n'
    "{% block banner %}<p>Ask the harbour master.</p>{{ super() }}{% endblock %}\n"
)


def with_template(project: Project, text: str, name: str = "decision/record.html") -> Project:
    return project.write({f"overrides/{name}": text}).configure({"templates": "overrides"})


def test_one_block_is_replaced(project: Project) -> None:
    body = with_template(project, BLOCK).build(strict=True).body("decisions/one-queue/")
    assert "Ask the harbour master." in body
    assert "Not decided yet." in body
    assert 'href="../berth-by-tide/"' in body


def test_a_whole_template_is_replaced(project: Project) -> None:
    site = with_template(project, "<h1>{{ record.title }}</h1>\n<p>Only this.</p>\n").build(strict=True)
    assert "Only this." in site.body("decisions/one-queue/")
    assert "Not decided yet." not in site.body("decisions/one-queue/")
    assert "Only this." not in site.body("decisions/")


def test_a_shared_template_is_replaced_for_all(project: Project) -> None:
    project = with_template(project, "<p>Foot of ours</p>\n", "record_foot.html")
    assert "Foot of ours" in project.build(strict=True).body("decisions/berth-by-tide/")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("<h1>x</h1>\n{% if %}\n", 2, "Expected an expression"),
        ("<h1>x</h1>\n\n{{ recrod.title }}\n", 3, "'recrod' is undefined"),
        ("\n\n\n{{ page.day('Monday') }}\n", 4, "isoformat"),
        ('{% include "nowhere.html" %}\n', 1, "nowhere.html"),
    ],
)
def test_a_fault_names_template_and_line(project: Project, text: str, line: int, said: str) -> None:
    with pytest.raises(BuildFailed) as caught:
        with_template(project, text).build()
    message = str(caught.value)
    assert f"decision/record.html, line {line}: " in message
    assert said in message
    assert "(page decisions/" in message


def test_a_fault_is_no_traceback(project: Project) -> None:
    done = with_template(project, "{{ recrod }}\n").run("build")
    assert done.returncode == 1
    assert "'recrod' is undefined" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_that_is_not_there(project: Project) -> None:
    project.configure({"templates": "nowhere"})
    with pytest.raises(BuildFailed, match=r"mkdocs\.yml: plugins: forgebook: templates: there is no folder"):
        project.build()

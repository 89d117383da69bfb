"""`forgebook list` and `forgebook show`."""

from __future__ import annotations

import json

import pytest


def listed(run, *arguments):
    return json.loads(run("list", *arguments, "--format", "json").stdout)


def test_list_as_text_has_ref_status_and_title(run):
    result = run("list", "decision")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "decision/new-way     in force    New way",
        "decision/old-way     superseded  Old way",
        "decision/secret-way  proposed    Secret way",
    ]


@pytest.mark.parametrize("word", ["decision", "decisions", "Decisions"])
def test_a_kind_goes_by_singular_and_plural(run, word):
    assert [record["ref"] for record in listed(run, word)] == [
        "decision/new-way",
        "decision/old-way",
        "decision/secret-way",
    ]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("decisio", 'there is no kind "decisio": did you mean "decision"?'),
        ("xyzzy", 'there is no kind "xyzzy". Kinds: decision, request, '),
    ],
)
def test_an_unknown_kind_is_wrong_use(run, word, said):
    result = run("list", word)
    assert result.exit_code == 2
    assert said in result.stderr


def test_list_change_shows_those_in_releases_and_fragments(run):
    found = {record["ref"]: record for record in listed(run, "change")}
    assert list(found) == ["change/later", "release/v1#one", "release/v1#second-thing"]
    assert found["release/v1#one"]["source"] == {"path": "records/releases/v1.yml", "line": 6}
    assert found["release/v1#second-thing"]["source"] == {"path": "records/releases/v1.yml", "line": 7}
    assert found["release/v1#second-thing"]["fields"] == {"kind": "fixed", "summary": "Second thing"}
    assert found["release/v1#one"]["url"] == "releases/v1/#one"


def test_json_of_a_record_is_what_the_contract_says(run):
    result = run("show", "decision/new-way", "--format", "json")
    assert json.loads(result.stdout) == {
        "ref": "decision/new-way",
        "kind": "decision",
        "id": "new-way",
        "title": "New way",
        "url": "decisions/new-way/",
        "source": {"path": "records/decisions/new-way.yml", "line": 1},
        "fields": {
            "title": "New way",
            "visibility": "public",
            "status": "accepted",
            "decided": "2024-02-01",
            "supersedes": ["decision/old-way"],
            "aliases": ["newer-way"],
            "options": [{"id": "a", "title": "First", "pros": ["cheap"]}, {"title": "Second"}],
            "drivers": ["time", {"visibility": "team", "text": "money"}],
            "consequences": "good ones",
            "context": "See [[old-way]].",
        },
        "relations": {"mentions": ["decision/old-way"], "supersedes": ["decision/old-way"]},
        "events": [{"date": "2024-02-01", "what": "accepted"}],
    }
    assert result.stderr == ""


def test_keys_stand_in_the_order_of_the_contract(run):
    keys = ["ref", "kind", "id", "title", "url", "source", "fields", "relations", "events"]
    assert all(list(record) == keys for record in listed(run, "decision"))


def test_a_relation_shows_on_the_side_that_did_not_write_it(run):
    found = json.loads(run("show", "decision/old-way", "--format", "json").stdout)
    assert found["relations"]["superseded_by"] == ["decision/new-way"]
    assert "superseded_by" not in found["fields"]


@pytest.mark.parametrize(
    "name", ["decision/new-way", "decisions/new-way", "decision/newer-way", "decision/New_Way", "new-way"]
)
def test_names_by_which_a_record_goes(run, name):
    assert json.loads(run("show", name, "--format", "json").stdout)["ref"] == "decision/new-way"


@pytest.mark.parametrize("name", ["release/v1#one", "releases/v1#one", "change/v1#one"])
def test_names_by_which_a_change_in_a_release_goes(run, name):
    assert json.loads(run("show", name, "--format", "json").stdout)["ref"] == "release/v1#one"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("decision/new-wa", 'there is no record "decision/new-wa": did you mean "decision/new-way"?'),
        ("decision/new-wa", "`forgebook list decision` prints those that exist."),
        ("release/new-way", 'there is no record "release/new-way": did you mean "decision/new-way"?'),
        ("decison/new-way", 'there is no kind "decison": did you mean "decision"?'),
        ("zzz", 'there is no record "zzz". `forgebook list KIND`'),
        ("decision", 'there is no record "decision"'),
        ("\x1b[31m", "␛[31m"),
    ],
)
def test_an_unknown_record_is_wrong_use(run, name, said):
    result = run("show", name)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "\x1b" not in result.output


def test_an_id_of_several_kinds_must_be_written_in_full(run, write):
    write({"records/roles/ada.yml": "title: Role\n"})
    result = run("show", "ada")
    assert result.exit_code == 2
    assert '"ada" could mean person/ada, role/ada. Write one of them in full.' in result.stderr


def test_a_record_whose_file_cannot_be_read_is_not_called_unknown(run, write):
    write({"records/decisions/broken.yml": "title: [\n"})
    result = run("show", "decision/broken")
    assert result.exit_code == 2
    assert 'the file of "decision/broken" could not be read. Run `forgebook check`' in result.stderr
    result = run("list", "decision")
    assert result.exit_code == 0
    assert "1 record could not be read" in result.stderr
    assert "broken" not in result.stdout


def test_show_as_text(run):
    lines = run("show", "decision/new-way").stdout.splitlines()
    assert lines[:3] == ["New way", "decision/new-way  in force", "records/decisions/new-way.yml:1"]
    assert "  supersedes: decision/old-way  Old way" in lines
    assert "  2024-02-01 accepted" in lines
    assert lines[lines.index("  options:") + 1 :][:5] == [
        "    - id: a",
        "      title: First",
        "      pros:",
        "        - cheap",
        "    - title: Second",
    ]


def test_texts_of_files_are_made_safe_to_print(run, write):
    write({"records/decisions/evil.yml": 'title: "\\e[2J"\nstatus: draft\ncontext: "a\\a\\nb\\x9b"\n'})
    for arguments in (("list", "decision"), ("show", "decision/evil")):
        output = run(*arguments).output
        assert "␛[2J" in output
        assert not set(output) & {"\x1b", "\x07", "\x9b"}


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize("visibility", ["team", "partner", "public"])
def test_emails_are_never_printed(run, format_, visibility):
    options = ("--format", format_, "--visibility", visibility)
    assert "canary" not in run("list", "person", *options).output
    assert "canary" not in run("show", "person/ada", *options).output
    assert "Ada" in run("show", "person/ada", "--format", format_).output


def test_a_filtered_view_does_not_know_what_is_hidden(run):
    refs = [record["ref"] for record in listed(run, "decision", "--visibility", "public")]
    assert refs == ["decision/new-way", "decision/old-way"]
    unknown = run("show", "decision/secret-way", "--visibility", "public")
    assert unknown.exit_code == 2
    assert "Secret way" not in unknown.output
    assert 'did you mean "decision/secret-way"' not in unknown.output
    shown = json.loads(run("show", "decision/new-way", "--visibility", "public", "--format", "json").stdout)
    assert shown["fields"]["drivers"] == ["time"]
    assert not {"waivers", "imported"} & set(shown["fields"])


def test_a_source_shows_outside_of_the_team_only_where_the_repository_is_public(run, write):
    public = ("show", "decision/new-way", "--visibility", "public", "--format", "json")
    write({"records/project.yml": "name: Test\nrepositories: [{id: own, path: ., public: true}]\n"})
    assert json.loads(run(*public).stdout)["source"] == {"path": "records/decisions/new-way.yml", "line": 1}
    write({"records/project.yml": "name: Test\npurpose: x\n"})
    assert json.loads(run(*public).stdout)["source"] is None
    assert "records/" not in run("show", "decision/new-way", "--visibility", "public").stdout


def test_visibility_of_mkdocs_yml_holds_unless_another_is_given(run, write):
    write({"mkdocs.yml": "plugins: [{forgebook: {visibility: public}}]"})
    assert len(listed(run, "decision")) == 2
    assert len(listed(run, "decision", "--visibility", "team")) == 3


def test_as_of_moves_a_status(run, write):
    write({"records/people/bo.yml": "title: Bo\nleft: 2024-06-01\n"})
    assert "left the team" not in run("list", "person", "--as-of", "2024-05-01").stdout
    assert "left the team" in run("list", "person", "--as-of", "2024-07-01").stdout


def test_a_kind_without_records_is_an_empty_array(run):
    assert listed(run, "sprint") == []
    result = run("list", "sprint")
    assert result.stdout == ""
    assert result.stderr == "There are no sprints yet.\n"


@pytest.mark.parametrize("visibility", ["team", "partner", "public"])
def test_the_example_as_json(run, example, visibility):
    """Every record of every kind comes out whole, and relations lead to records that are there."""
    from forgebook.kinds.register import installed

    records = {}
    for kind in installed():
        result = run("list", kind, "-C", str(example), "--format", "json", "--visibility", visibility)
        assert result.exit_code == 0
        records.update({record["ref"]: record for record in json.loads(result.stdout)})
    assert len(records) > 100
    for record in records.values():
        assert record["title"], record["ref"]
        ends = {ref for refs in record["relations"].values() for ref in refs}
        assert ends <= set(records), record["ref"]
        assert "emails" not in record["fields"]

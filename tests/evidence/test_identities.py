"""Who is who: what makes two signatures one person, and what never does."""

from __future__ import annotations

import pytest

from forgebook.core.addresses import address_key
from forgebook.evidence.identities import Claim, Identities, Signature, identify, is_bot

ADA = Signature.of("Ada Lind", "ada@example.org")


def who(*signatures: Signature, claims: tuple[Claim, ...] = ()) -> Identities:
    return identify(dict.fromkeys(signatures, 1), claims)


def same(one: Signature, other: Signature, *claims: Claim) -> bool:
    found = who(one, other, claims=claims).person
    return found[one] == found[other]


def claim(ref: str, name: str, *emails: str) -> Claim:
    return Claim(ref, name, frozenset(map(address_key, emails)))


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("A. Lind", "ADA@example.org"),
        ("ada  LIND", "ada@elsewhere.example"),
        ("Ada Lınd".replace("ı", "i"), "x@example.org"),
    ],
)
def test_an_address_or_an_exact_name_makes_one_person(name: str, email: str) -> None:
    assert same(ADA, Signature.of(name, email))


def test_both_forms_of_a_no_reply_address_are_one_account() -> None:
    one = Signature.of("octo", "123+octo@users.noreply.github.com")
    assert same(one, Signature.of("The Octo", "Octo@users.noreply.github.com"))
    assert not same(one, Signature.of("The Octo", "octo@example.org"))


def test_the_local_part_of_an_address_says_nothing() -> None:
    assert not same(Signature.of("Ada Lind", "ada@a.example"), Signature.of("Ada Berg", "ada@b.example"))


@pytest.mark.parametrize(
    "email", ["root@localhost", "none@none", "x@laptop.local", "x@host.(none)", "", "noreply@github.com"]
)
def test_an_address_that_is_nobodys_joins_nobody(email: str) -> None:
    assert not same(Signature.of("Ada Lind", email), Signature.of("Ben Moe", email))


def test_a_placeholder_is_no_name() -> None:
    assert not same(Signature.of("root", "a@a.example"), Signature.of("root", "b@b.example"))


def test_two_people_with_one_name_stay_apart_by_their_records() -> None:
    one, other = Signature.of("Kim Lee", "kim@a.example"), Signature.of("Kim Lee", "kim@b.example")
    third = Signature.of("Kim Lee", "kim@c.example")
    claims = (claim("person/kim", "Kim Lee", "kim@a.example"), claim("person/kim-2", "Kim Lee", "kim@b.example"))
    found = who(one, other, third, claims=claims)
    assert (found.person[one], found.person[other]) == ("person/kim", "person/kim-2")
    assert found.person[third] not in ("person/kim", "person/kim-2")
    assert found.ambiguous == ["Kim Lee"]
    assert same(one, other)


def test_a_record_is_known_by_address_then_by_name() -> None:
    claims = (claim("person/ada", "Ada Lind", "work@example.org"), claim("person/ben", "Ben Moe"))
    work, ben = Signature.of("al", "work@example.org"), Signature.of("ben moe", "b@x.example")
    found = who(work, ADA, ben, claims=claims)
    assert [found.person[s] for s in (work, ADA, ben)] == ["person/ada", "person/ada", "person/ben"]
    assert found.names["person/ada"] == "Ada Lind"


def test_a_name_between_two_claimed_people_joins_neither() -> None:
    claims = (claim("person/a", "A A", "a@x.example"), claim("person/b", "B B", "b@x.example"))
    a, b = Signature.of("A A", "a@x.example"), Signature.of("B B", "b@x.example")
    bridge = (Signature.of("A A", "c@x.example"), Signature.of("B B", "c@x.example"))
    found = who(a, b, *bridge, claims=claims)
    assert found.person[a] == "person/a"
    assert found.person[b] == "person/b"


def test_an_address_that_two_records_claim_counts_for_neither() -> None:
    box = Signature.of("Crew", "crew@example.org")
    claims = (claim("person/a", "A A", "crew@example.org"), claim("person/b", "B B", "crew@example.org"))
    assert who(box, claims=claims).person[box] == "name:Crew"


def test_no_address_is_kept_and_none_is_shown_as_a_name() -> None:
    odd = Signature.of("ada@example.org", "ada@example.org")
    found = who(odd, Signature.of("Ada ada@example.org", "q@example.org"))
    assert "@" not in repr((odd, found))


@pytest.mark.parametrize(
    ("name", "email"),
    [("dependabot[bot]", ""), ("renovate", ""), ("x", "1+x[bot]@users.noreply.github.com"), ("bot: 3", ""),
     ("release-bot", ""), ("GitHub Actions", ""), ("pre-commit-ci", "")],
)  # fmt: skip
def test_bots(name: str, email: str) -> None:
    assert is_bot(name, email)


@pytest.mark.parametrize("name", ["Abbott", "Botond Kiss", "Jenkinson Ray", "Talbot", "Ro Bottega"])
def test_people_are_no_bots(name: str) -> None:
    assert not is_bot(name)

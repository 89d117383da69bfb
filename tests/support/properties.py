"""Settings of property tests: the same examples on every machine and in every run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

deterministic = settings(
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def examples(count: int) -> settings:
    """The same, with another number of examples."""
    return settings(parent=deterministic, max_examples=count)

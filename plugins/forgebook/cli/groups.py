"""Groups of commands whose modules are imported only when one of them is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that knows its commands by name and short help, and imports the module of the one that is run.

    Attributes:
        known: each command and its short help.
        module: where a command's module lies, with `{}` for its name (`_` for `-`).
    """

    def __init__(self, *args: Any, known: dict[str, str], module: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        self.module = module

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.known:
            return None
        command: click.Command = import_module(self.module.format(cmd_name.replace("-", "_"))).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.known and not name.startswith("-") and not ctx.resilient_parsing:
            from forgebook.core.diagnostics import closest, did_you_mean

            known = f" Commands: {', '.join(self.known)}."
            ctx.fail(f'there is no command "{name}"{did_you_mean(closest(name, self.known)) or "."}{known}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self.known.items()))

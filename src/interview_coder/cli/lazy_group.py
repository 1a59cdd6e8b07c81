"""Groups of commands, each loaded only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from interview_coder.errors import offer_near_name


class LazyGroup(click.Group):
    """Commands that are imported when they are called, so that ``--help`` answers at once.

    Parameters
    ----------
    modules : mapping of str to (str, str)
        Name of a command, in the order of work → the module that has it as ``command``, and what it does.
    """

    def __init__(self, *args: Any, modules: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order of work."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(self.modules[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, and offer the nearest name for one that does not exist."""
        if args[0] not in self.modules and not args[0].startswith("-"):
            ctx.fail(f'no such command "{args[0]}". {offer_near_name(args[0], self.modules).capitalize()}'.rstrip())
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Show the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in self.modules.items()])

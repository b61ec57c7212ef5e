"""The words of the command line in the user's language: help, and one line for each mistake."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from data.errors import ProductError
from data.language import _


def help_words() -> dict[str, str]:
    """Words that the click library itself puts into help, in the current language."""
    return {
        "Usage: ": _("Usage: "),
        "Options": _("Options"),
        "Commands": _("Commands"),
        "Show this message and exit.": _("Show this message and exit."),
    }


class WordsFormatter(click.HelpFormatter):
    """Writes help in the current language; commands and options carry English source strings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, help_words()["Usage: "] if prefix is None else prefix)

    def write_text(self, text: str) -> None:
        super().write_text(_(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        words = help_words()
        super().write_dl([(name, words.get(text, _(text))) for name, text in rows], col_max, col_spacing)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(help_words().get(name, name)):
            yield


class WordsContext(click.Context):
    formatter_class = WordsFormatter


def usage_message(error: click.ClickException) -> str:
    """What is wrong with a command as it was typed."""
    if isinstance(error, click.NoSuchOption):
        return _("There is no option {name}.").format(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else ""
        option = error.param.opts[0] if isinstance(error.param, click.Option) else name
        return _("{name} is missing.").format(name=option)
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        choices = error.param.type.choices if error.param and isinstance(error.param.type, click.Choice) else ()
        if choices:
            return _("The value of {name} is not one of: {choices}.").format(name=name, choices=", ".join(choices))
        return _("The value of {name} cannot be used.").format(name=name)
    return _("The command cannot be understood. See mmuko --help.")


class WordsGroup(click.Group):
    """A group whose mistakes are one line in the user's language: exit code 2 for usage, 1 for everything else."""

    context_class = WordsContext

    def main(self, *args: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "")
            raise SystemExit(2) from None
        except click.ClickException as error:
            click.echo(usage_message(error), err=True)
            raise SystemExit(2) from None
        except click.Abort:
            raise SystemExit(1) from None
        except ProductError as error:
            click.echo(str(error), err=True)
            raise SystemExit(1) from None
        raise SystemExit(code if isinstance(code, int) else 0)


class WordsCommand(click.Command):
    context_class = WordsContext


def words_command(group: click.Group, name: str, text: str) -> Callable[[Callable[..., int]], WordsCommand]:
    """Decorate a function, which returns the exit code, as a command of ``group`` whose help is ``text``."""

    def decorate(function: Callable[..., int]) -> WordsCommand:
        command = click.command(name, cls=WordsCommand, help=text, short_help=text)(function)
        group.add_command(command)
        return command

    return decorate

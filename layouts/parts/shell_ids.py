"""Ids of the shell. Each page owns its own ids as an enumeration beside its layout."""

from enum import StrEnum


class ShellIds(StrEnum):
    LOCATION = "shell-location"
    HEADER = "shell-header"
    PAGE = "shell-page"
    # The address of what is shown, which the browser writes into its own.
    QUERY = "shell-query"
    # Where an action leads: another page, or the same one again.
    LEADS = "shell-leads"
    # A place for callbacks that only act in the browser.
    SINK = "shell-sink"

"""All forms of a round as one ZIP: one for each municipality, under names that people understand."""

import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from data.exports.file_names import file_name
from data.intake.register import kind_named, make_template
from data.intake.tables.template import write_template
from data.queries.rounds import FormLine, round_addressees, round_forms, round_line
from data.storage.reader import Reader

Progress = Callable[[int, int], None]
# So much of the name of a form always has room in the name of its file.
SURE_OF_NAME = 40


def form_name(form: FormLine) -> str:
    """«Баллы», with the name of the methodology where there may be several."""
    name = kind_named(form.kind).name()
    return f"{name} ({form.methodology_name})" if form.methodology else name


def form_file_names(forms: Sequence[FormLine]) -> dict[int, str]:
    """What a form is called in the name of a file; with its code where a name that is cut could be that of another."""
    names = {form.id: form_name(form) for form in forms}
    known = Counter(name[:SURE_OF_NAME] for name in names.values())
    return {
        form.id: f"{form.methodology} {names[form.id]}" if known[names[form.id][:SURE_OF_NAME]] > 1 else names[form.id]
        for form in forms
    }


def write_forms(reader: Reader, code: str, path: Path, progress: Progress) -> int:
    """Write the archive; gives how many workbooks it holds. Raises NotFound for an unknown round, AccessDenied."""
    line, forms = round_line(reader, code), round_forms(reader, code)
    addressees = round_addressees(reader, code)
    total, done, names = len(forms) * len(addressees), 0, form_file_names(forms)
    part = path.with_suffix(".part.xlsx")
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for municipality, short in addressees:
                for form in forms:
                    progress(done, total)
                    _write_form(reader, code, line.period, form, municipality, part)
                    archive.write(part, file_name(f"{municipality} {short}", names[form.id], line.period, "xlsx"))
                    done += 1
        progress(done, total)
    except BaseException:
        # Cancelled or failed: nobody will come for a half of it.
        path.unlink(missing_ok=True)
        raise
    finally:
        part.unlink(missing_ok=True)
    return done


def _write_form(reader: Reader, code: str, period: str, form: FormLine, municipality: str, path: Path) -> None:
    template = make_template(
        reader, form.kind, period=period, municipalities=[municipality], methodology=form.methodology or None
    )
    write_template(replace(template, key=replace(template.key, round=code)), path)

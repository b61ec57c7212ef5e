"""The job that makes templates: one workbook, or one for each municipality in a ZIP."""

import zipfile
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data.intake.register import kind_named, make_template
from data.intake.tables.known_names import Region
from data.intake.tables.template import write_template
from data.intake.tables.template_scope import find_municipalities, find_period
from data.jobs.files import new_name
from data.jobs.queue import Job, JobQueue
from data.storage.database import reading
from data.storage.reader import Reader, open_reader


def make_templates(engine: Engine, folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    """Write what the request asks for into ``folder``: ``file`` is its name there, ``name`` the one for people.

    The request names ``kind``, and where the kind needs them ``period``, ``methodology`` and ``municipality``; without
    the last one all municipalities get a workbook each. Raises NotFound and AccessDenied as the templates do.
    """
    job.viewer.require_writing()
    folder.mkdir(parents=True, exist_ok=True)
    request = job.request
    with reading(engine) as session:
        reader = open_reader(session, job.viewer)
        if kind_named(request["kind"]).per_municipality and not request["municipality"]:
            return _archive(reader, folder, queue, job)
        file = new_name(".xlsx")
        _write(reader, request, request["municipality"], folder / file)
        queue.report(job, 1, 1)
    return {"file": file, "name": _name(request, request["municipality"], "xlsx")}


def _archive(reader: Reader, folder: Path, queue: JobQueue, job: Job) -> dict[str, Any]:
    # The template itself says whether it may be of a part of a year.
    region = Region.load(reader, within_years=True)
    places = find_municipalities(reader, region, find_period(region, job.request["period"] or ""), ())
    file, part = new_name(".zip"), folder / new_name(".xlsx")
    try:
        with zipfile.ZipFile(folder / file, "w", zipfile.ZIP_STORED) as archive:
            for done, place in enumerate(places):
                queue.report(job, done, len(places))
                _write(reader, job.request, place.code, part)
                archive.write(part, _name(job.request, place.code, "xlsx"))
        queue.report(job, len(places), len(places))
    except BaseException:
        # Cancelled or failed: nobody will come for a half of it.
        (folder / file).unlink(missing_ok=True)
        raise
    finally:
        part.unlink(missing_ok=True)
    return {"file": file, "name": _name(job.request, "", "zip"), "workbooks": len(places)}


def _write(reader: Reader, request: dict[str, Any], municipality: str, path: Path) -> None:
    template = make_template(
        reader,
        request["kind"],
        period=request["period"],
        municipalities=[municipality] if municipality else [],
        methodology=request["methodology"],
    )
    write_template(template, path)


def _name(request: dict[str, Any], municipality: str, ending: str) -> str:
    kind = kind_named(request["kind"])
    parts = (
        kind.key,
        request["methodology"] if kind.needs_methodology else None,
        request["period"] if kind.needs_period else None,
        municipality if kind.for_one else None,
    )
    return f"{'-'.join(part for part in parts if part)}.{ending}"

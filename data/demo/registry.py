"""Storing the registers: region, periods, municipalities and their mergers, schools and enrolment."""

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from data.demo.places import YEARS, content, home_of_school, places
from data.demo.planted import SHOWN
from data.demo.schools import schools, students_in
from data.models.region import Enrolment, Municipality, MunicipalityMerger, Period, Region, School
from data.storage.periods import school_year


def store_municipalities(session: Session) -> None:
    """The region, its periods, and every municipality that ever existed in them."""
    region = Region(is_demo=True, **content()["region"])
    session.add(region)
    session.add_all(Period(code=str(year), year=year, school_year=school_year(year)) for year in YEARS)
    stored = {
        place.code: Municipality(
            code=place.code,
            kind=place.kind,
            name_ru=place.name_ru,
            name_en=place.name_en,
            short_ru=place.short_ru,
            short_en=place.short_en,
            first_year=place.first_year,
            last_year=place.last_year,
        )
        for place in places()
    }
    session.add_all(stored.values())
    session.flush()
    region.default_municipality_id = stored[SHOWN].id
    session.add_all(
        MunicipalityMerger(
            predecessor_id=stored[row["predecessor"]].id,
            successor_id=stored[row["successor"]].id,
            year=row["year"],
            document=row["document"],
        )
        for row in content()["mergers"]
    )


def municipality_ids(session: Session) -> dict[str, int]:
    return {row.code: row.id for row in session.execute(select(Municipality.code, Municipality.id))}


def period_id(session: Session, year: int) -> int:
    return session.scalars(select(Period.id).where(Period.year == year)).one()


def store_schools(session: Session, revision: int, year: int) -> None:
    """Schools as of ``year``: those whose municipality is another than before get a new row, the old one ends."""
    ids = municipality_ids(session)
    homes = session.execute(select(School.code, School.municipality_id).where(School.valid_to.is_(None)))
    current = {row.code: row.municipality_id for row in homes}
    rows = [
        {
            "code": school.code,
            "municipality_id": ids[home_of_school(school.code, year)],
            "kind": school.kind,
            "name_ru": school.name_ru,
            "valid_from": revision,
            "valid_to": None,
        }
        for school in schools()
        if current.get(school.code) != ids[home_of_school(school.code, year)]
    ]
    moved = [str(row["code"]) for row in rows]
    session.execute(update(School).where(School.code.in_(moved), School.valid_to.is_(None)).values(valid_to=revision))
    session.execute(insert(School), rows)


def store_enrolment(session: Session, revision: int, year: int) -> None:
    period = period_id(session, year)
    session.execute(
        insert(Enrolment),
        [
            {
                "school_code": school.code,
                "period_id": period,
                "students": students_in(school, year),
                "valid_from": revision,
                "valid_to": None,
            }
            for school in schools()
        ],
    )

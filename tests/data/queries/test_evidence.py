"""How much is proved by documents, on the small region."""

from sqlalchemy import Engine

from data.access import MINISTRY, Viewer
from data.queries.evidence import EvidenceCount, evidence_count
from data.storage.database import reading
from data.storage.reader import open_reader
from data.vocabulary import Role
from tests.data.small_region import METHODOLOGY, PERIOD


def counted(engine: Engine, viewer: Viewer = MINISTRY, revision: int | None = None) -> EvidenceCount:
    with reading(engine) as session:
        return evidence_count(open_reader(session, viewer, revision), period=PERIOD, methodology=METHODOLOGY)


def test_full_scores_have_evidence_here_and_zeros_need_none(small_database: Engine) -> None:
    # Above 0: A 2+2+1+2, B 2, C 2+1, D 2+2+1+2; each is at its maximum and therefore has a document.
    assert counted(small_database) == EvidenceCount(scores=11, points=19, bare_scores=0, bare_points=0)


def test_an_older_revision_counts_what_it_held(small_database: Engine) -> None:
    # D came with the second revision.
    assert counted(small_database, revision=1) == EvidenceCount(7, 12, 0, 0)


def test_a_head_counts_the_own_scores_only(small_database: Engine) -> None:
    assert counted(small_database, Viewer(Role.MUNICIPALITY, "B")) == EvidenceCount(1, 2, 0, 0)


def test_points_without_a_document_are_counted(demo_database: Engine) -> None:
    with reading(demo_database) as session:
        found = evidence_count(open_reader(session, MINISTRY), period="2026", methodology="demonstration-8")
    assert 0 < found.bare_scores < found.scores
    assert 0 < found.bare_points < found.points

"""What ``/metrics`` tells of the installation itself, asked at the moment: nothing of it is counted by a process."""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from data.errors import DatabaseUnavailable
from data.jobs.queue import JobQueue
from data.storage.audit import how_many, last_time
from data.storage.database import reading
from data.vocabulary import AuditEvent

if TYPE_CHECKING:
    from prometheus_client.core import Metric


class Installation:
    """A collector of Prometheus. What cannot be asked for is left out, and the database's own line says so."""

    def __init__(self, engine: Engine, queue: JobQueue) -> None:
        self._engine, self._queue = engine, queue

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import GaugeMetricFamily

        try:
            found = list(self._of_database())
        except DatabaseUnavailable:
            found = []
        yield GaugeMetricFamily("mmuko_database_up", "Whether the database answers.", value=float(bool(found)))
        yield from found
        try:
            number, age = self._queue.waiting()
        except DatabaseUnavailable:
            return
        yield GaugeMetricFamily("mmuko_jobs_waiting", "Jobs that no worker has begun.", value=number)
        oldest = "How long the oldest of them has waited; 0 where none waits."
        yield GaugeMetricFamily("mmuko_oldest_waiting_job_seconds", oldest, value=age)

    def _of_database(self) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        with reading(self._engine) as session:
            refused = how_many(session, AuditEvent.SIGN_IN_REFUSED)
            backup = last_time(session, AuditEvent.BACKUP)
        yield CounterMetricFamily("mmuko_sign_ins_refused", "Sign-ins that the audit log tells of.", value=refused)
        age = (datetime.now(UTC) - backup).total_seconds() if backup else math.inf
        yield GaugeMetricFamily("mmuko_backup_age_seconds", "Time since the last backup; +Inf before it.", value=age)

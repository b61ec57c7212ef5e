"""The clusters that schools are compared in, as they are shipped: ``clusters.yaml``."""

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from data.methodology.yaml_files import SHIPPED_FOLDER
from data.models.indicators import Cluster

FILE = SHIPPED_FOLDER / "clusters.yaml"


def store_clusters(session: Session) -> None:
    """Add the shipped clusters to the caller's transaction; where there are any, nothing is changed."""
    if session.scalar(select(Cluster.id).limit(1)) is not None:
        return
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))["clusters"]
    session.add_all(Cluster(order=order, **row) for order, row in enumerate(rows, start=1))
    session.flush()

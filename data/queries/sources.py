"""The files that figures came from, as they were sent."""

from sqlalchemy import select

from data.errors import NotFound
from data.language import _
from data.models.source import Source
from data.storage.reader import Reader
from data.storage.sources import original


def original_file(reader: Reader, sha256: str) -> tuple[str, bytes]:
    """Name and content of the file that figures came from, for those who may load files.

    Raises AccessDenied for others, and NotFound for a file that is not kept or that nothing was ever loaded from.
    """
    reader.viewer.require_writing()
    named = select(Source.file_name).where(Source.file_sha256 == sha256, Source.revision <= reader.revision)
    name = reader.session.scalar(named.order_by(Source.id.desc()).limit(1))
    content = original(reader.session, sha256) if name else None
    if name is None or content is None:
        raise NotFound(_("The file is not kept any more, or was never loaded."))
    return name, content

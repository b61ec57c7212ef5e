"""The sheet of done measures: its columns."""

from data.intake.kinds.roadmap.columns import DIRECTION
from data.intake.tables.header import ColumnSpec
from data.intake.tables.known_names import MUNICIPALITY_CODE, MUNICIPALITY_NAME

KIND = "completions"
SHEET = ("Выполнение", "Done")
COLUMNS = (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    DIRECTION,
    ColumnSpec("number", "№ п/п", "No.", ("№", "номер", "№ мероприятия", "number"), True, True),
    ColumnSpec("text", "Мероприятие", "Measure", ("наименование мероприятия", "мероприятия", "содержание"), False),
    ColumnSpec("term", "Срок (год)", "Term (year)", ("год", "срок", "year", "term"), False, True),
    ColumnSpec("done_on", "Дата выполнения", "Carried out on", ("выполнено", "дата исполнения", "done on")),
    ColumnSpec("title", "Подтверждающий документ", "Document", ("документ", "название документа"), False),
    ColumnSpec("document_number", "Номер документа", "Number of the document", (), False),
    ColumnSpec("document_date", "Дата документа", "Date of the document", (), False),
    ColumnSpec("result", "Достигнутый результат", "Result", ("результат", "отметка о выполнении"), False),
)
ANSWER_COLUMNS = ("done_on", "title", "document_number", "document_date", "result")

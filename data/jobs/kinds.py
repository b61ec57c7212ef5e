"""Names of the kinds of job, and of the parts of their requests and results."""

CHECK, PUBLISH = "check", "publish"
# Part of a request: what a person answered to the questions about the file.
ANSWERS = "answers"
TEMPLATES, COMPARE, REHEARSE_UNDO, UNDO = "templates", "compare", "rehearse_undo", "undo"
LOOK_AT_TABLE = "look_at_table"
# Parts of a request or a result: what a person said of the columns, and what was seen of the file.
REQUEST, LOOKS = "table", "looks"
NOTES = "notes"
# A round of collecting forms.
ROUND_FORMS, ROUND_FILES, ROUND_MARKED = "round_forms", "round_files", "round_marked"
ROUND_REHEARSE, ROUND_PUBLISH = "round_rehearse", "round_publish"
# Work that goes on where it stopped when its worker dies: beginning it again repeats nothing.
RESUMED = frozenset({ROUND_FORMS, ROUND_FILES, ROUND_MARKED})

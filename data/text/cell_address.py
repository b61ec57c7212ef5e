"""How a cell of a sheet is named."""


def address(row: int, column: int) -> str:
    """``F17`` for row 17, column 6."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"

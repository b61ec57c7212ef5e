"""The words of the kinds of school."""

from data.vocabulary import SchoolKind

# Russian and English as the drop-downs offer them, then other ways to say it.
SCHOOL_KINDS: dict[str, tuple[str, ...]] = {
    SchoolKind.SECONDARY: ("средняя", "secondary", "сош", "средняя общеобразовательная"),
    SchoolKind.BASIC: ("основная", "basic", "оош", "основная общеобразовательная"),
    SchoolKind.PRIMARY: ("начальная", "primary", "нош", "начальная общеобразовательная"),
    SchoolKind.OTHER: ("иная", "other", "другая", "прочая"),
}

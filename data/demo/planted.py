"""What is put into the demo region on purpose, by name. README.md of this folder says why; tests look each one up."""

from typing import Any

LAST_YEAR = 2026
OLDER_METHODOLOGY = "demonstration-9"
METHODOLOGY = "demonstration-8"
OFFICIAL_METHODOLOGY = "official-2021-partial"
# 2022 is assessed by nine directions, every later year by eight.
METHODOLOGY_OF_YEAR = {
    2022: OLDER_METHODOLOGY,
    2023: METHODOLOGY,
    2024: METHODOLOGY,
    2025: METHODOLOGY,
    2026: METHODOLOGY,
}
OFFICIAL_YEARS = (2025, 2026)

# All of 2026, by total.
TIE_FOR_FIRST = ("M01", "M02")
TIE_IN_THE_MIDDLE = ("M21", "M22", "M23")

# 860 of 900 points, yet every direction has one component that is not formed; in 1.1 it is empty.
NEAR_MAXIMUM_BROKEN_CYCLE = "M04"
BROKEN_BY_AN_EMPTY_COMPONENT = ("1.1", "recommendations")
BROKEN_BY_A_PARTIAL_COMPONENT = ("effectiveness", 4)
# 517 of 900 points, with three directions managed in full.
MODEST_FULL_CYCLE = "M30"
MODEST_EFFECTIVE_DIRECTIONS = ("1.2", "2.1", "2.4")

# (municipality, direction, stage): two penalties outweigh the one point earned.
NEGATIVE_COMPONENT = ("M38", "1.1", "indicators")
NEGATIVE_POINTS = -3
# Every parameter is scored, and every score is 0.
REAL_ZERO = ("M14", "1.1", "effectiveness")

WITHOUT_ASSESSMENT = "M32"
# Block 2 has no scores at all, two components of 1.1 say «no data».
HALF_FILLED = "M41"
HALF_FILLED_WITHOUT_DATA = (("1.1", "analysis"), ("1.1", "recommendations"))
# «Неполный цикл» of three steps: the first six components of 1.1 are not applicable.
INCOMPLETE_CYCLE = "M42"
INCOMPLETE_CYCLE_DIRECTION = "1.1"
NOT_APPLICABLE_COMPONENTS = ("goals", "indicators", "methods", "monitoring", "analysis", "recommendations")

# Assessed apart until 2023, together from 2024.
MERGED = ("M43", "M44")
MERGED_INTO = "M29"
MERGER_YEAR = 2024

# The municipality that pages open with; its points of 2026 are those of the design pictures.
SHOWN = "M14"
SHOWN_POINTS = {
    "1.1": (27, 12, 12, 21, 18, 7, 12, 6, 0),
    "1.2": (16, 14, 9, 19, 9, 9, 11, 5, 7),
    "1.3": (16, 14, 8, 9, 5, 9, 3, 1, 1),
    "1.4": (16, 14, 9, 18, 13, 9, 11, 9, 12),
    "2.1": (12, 11, 6, 9, 5, 5, 6, 5, 1),
    "2.2": (18, 16, 10, 20, 15, 10, 13, 10, 14),
    "2.3": (17, 15, 10, 17, 14, 10, 12, 10, 13),
    "2.4": (13, 7, 5, 9, 4, 1, 5, 2, 1),
}
# (position, parameter) → points of its component 1.1 indicators: 14 earned, two penalties.
SHOWN_INDICATORS = {
    "presence": (2, 2, 2, 1, 1, 1, 0),
    "matches_goal": (2, 1, 1, 1, 0, 0, 0),
    "nonfunctional_or_negative": (0, 0, -1, 0, 0, -1, 0),
}

# Schools.
SCHOOL_OF_500 = "M14-10"
SCHOOL_OF_THREE_TEACHERS = "M12-12"
# Only this many schools of the cluster of large ones.
FEW_LARGE_SCHOOLS = ("M13", 2)
# The dynamics indicator whose target names no base year.
WITHOUT_BASELINE = "k14"
# The indicator that is reported by quarters from 2024 on; it has no direction and no target.
IN_QUARTERS = "q01"

# The last year was loaded twice: the first upload lacked points here, the second corrected them.
CORRECTED_COMPONENT = (SHOWN, "1.1", "monitoring")
POINTS_LACKING_AT_FIRST = 12

# Roadmap measures by (municipality, direction, number); the days on which terms were carried out, and the gaps.
ROADMAP: dict[tuple[str, str, str], dict[str, Any]] = {
    # The stage «effectiveness» of 1.1 is broken, and the measure that should fix it is overdue.
    (SHOWN, "1.1", "3.1"): {"done": {"2024": "2024-08-20", "2025": "2025-08-25"}},
    (SHOWN, "1.1", "2.4"): {"done": {"2024": "2024-09-25", "2025": "2025-10-06", "2026": "2026-09-28"}},
    (SHOWN, "1.1", "3.3"): {
        "done": {"2024": "2024-12-10", "2025": "2025-12-12"},
        "responsible": None,
        "result": "Рекомендации",
    },
    (SHOWN, "1.1", "2.3"): {"done": {}, "result": None},
}

# Nobody has loaded its outline: it is missing on the map, and the page says so.
WITHOUT_OUTLINE = "M35"

"""The compact form expands to positions and parameters, row by row."""

from pathlib import Path

import pytest

from data.methodology.yaml_files import read_methodology

CYCLE = """
cycle_components:
- {code: goals, name_ru: Цели, name_en: Goals, short_ru: Цели, short_en: Goals, group: goals, position_prefix: g,
   columns: {presence: {ru: Наличие, en: Presence}, penalty: {ru: Штраф, en: Penalty}}}
"""
RUBRIC = """
code: small
version: '1'
name_ru: Малая
name_en: Small
source_ru: Пример
source_en: Example
cycle: cycle.yaml
blocks:
- {code: '1', name_ru: Б, name_en: B}
directions:
- code: '1.1'
  block: '1'
  name_ru: Н
  name_en: D
  short_ru: Н
  short_en: D
  official_maximum: 149
  rows:
  - {ru: по А, en: of A}
  - {ru: по Б, en: of B}
  cycle_components:
    goals:
      maximum: 3
      points:
        presence: 2 1
        penalty: '- -2'
"""


def write(folder: Path, rubric: str = RUBRIC) -> Path:
    (folder / "cycle.yaml").write_text(CYCLE, encoding="utf-8")
    (folder / "rubric.yaml").write_text(rubric, encoding="utf-8")
    return folder / "rubric.yaml"


def test_rows_and_lines_of_points_become_positions_and_parameters(tmp_path: Path) -> None:
    definition = read_methodology(write(tmp_path))
    assert [(row.code, row.text_ru) for row in definition.positions] == [("1.1.g1", "по А"), ("1.1.g2", "по Б")]
    assert [(row.position, row.code, row.minimum, row.maximum) for row in definition.parameters] == [
        ("1.1.g1", "presence", 0, 2),
        ("1.1.g2", "presence", 0, 1),
        ("1.1.g2", "penalty", -2, 0),
    ]
    assert definition.parameters[2].name_ru == "Штраф"
    assert definition.directions[0].official_maximum == 149


def test_a_stated_total_knows_its_place(tmp_path: Path) -> None:
    (total,) = read_methodology(write(tmp_path)).stated_totals
    assert (total.direction, total.cycle_component, total.maximum) == ("1.1", "goals", 3)
    assert total.place == "directions[0].cycle_components.goals.maximum"


def test_a_line_with_too_few_points_is_refused_with_its_place(tmp_path: Path) -> None:
    broken = RUBRIC.replace("presence: 2 1", "presence: 2")
    with pytest.raises(ValueError, match=r"directions\[0\].cycle_components.goals.points.presence: 1 numbers for 2"):
        read_methodology(write(tmp_path, broken))


def test_a_file_that_holds_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not hold a mapping"):
        read_methodology(write(tmp_path, "- a\n- b\n"))

"""Documents that the source expects at each stage of the cycle, as they are shipped: ``expected_documents.yaml``."""

import re
from dataclasses import dataclass
from functools import cache

import yaml

from data.methodology.yaml_files import SHIPPED_FOLDER

FILE = SHIPPED_FOLDER / "expected_documents.yaml"


@dataclass(frozen=True)
class ExpectedText:
    """One expected document in both languages; ``cut_off`` where the text breaks off in the source."""

    ru: str
    en: str
    cut_off: bool = False


@dataclass(frozen=True)
class ExpectedTexts:
    """``documents`` by the folded Russian name of a direction and the code of one of the six coarser stages.

    ``stage_of`` leads from a cycle component, or from a stage itself, to its stage.
    """

    source_ru: str
    source_en: str
    stage_of: dict[str, str]
    documents: dict[tuple[str, str], tuple[ExpectedText, ...]]

    def of(self, direction_name_ru: str, cycle_component: str) -> tuple[ExpectedText, ...]:
        """Empty where the source has no table for a direction of this name, or no row for this stage."""
        stage = self.stage_of.get(cycle_component, "")
        return self.documents.get((folded(direction_name_ru), stage), ())


def folded(name: str) -> str:
    """A name as it is compared: spaces, case and the letter ё make no difference."""
    return re.sub(r"\s+", " ", name).strip().casefold().replace("ё", "е")


@cache
def read_expected_texts() -> ExpectedTexts:
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    stages = content["stages"]
    return ExpectedTexts(
        source_ru=content["source"]["ru"],
        source_en=content["source"]["en"],
        stage_of={code: stage["code"] for stage in stages for code in (stage["code"], *stage["members"])},
        documents={
            (folded(name), stage): tuple(ExpectedText(**text) for text in texts)
            for direction in content["directions"]
            for name in direction["names_ru"]
            for stage, texts in direction["documents"].items()
        },
    )

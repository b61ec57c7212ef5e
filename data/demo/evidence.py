"""Evidence documents and remarks of the demo region: titles after the «практический выход» of document 001."""

from dataclasses import dataclass

import numpy as np

# Titles by stage: what document 001 expects as its practical output.
TITLES = {
    "goals": (
        "Муниципальная программа «Качество образования»",
        "Положение о муниципальной системе оценки качества образования",
    ),
    "indicators": ("Положение о муниципальной системе оценки качества образования", "Комплекс мер / дорожная карта"),
    "methods": ("Положение о муниципальном мониторинге", "Методика сбора и обработки информации"),
    "monitoring": ("Приказ о проведении мониторинга", "Приказ о проведении диагностических процедур"),
    "analysis": ("Аналитическая справка по итогам мониторинга",),
    "recommendations": ("Адресные рекомендации по итогам мониторинга",),
    "measures": ("Комплекс мер по исполнению адресных рекомендаций", "План мероприятий (дорожная карта)"),
    "decisions": ("Приказ по исполнению адресных рекомендаций", "Распоряжение по итогам мониторинга"),
    "effectiveness": ("Аналитическая справка по итогам исполнения управленческих решений",),
}
PENALTY_REMARKS = (
    "Показатель учитывает только сдававших экзамен: возможны негативные последствия.",
    "Показатель не измеряется ни одним источником: нефункциональный.",
    "Показатель побуждает отчислять слабых обучающихся: негативные последствия.",
    "Показатель дублирует федеральный и не отражает муниципальной цели.",
)


@dataclass(frozen=True)
class Document:
    title: str
    number: str
    date: str


def draw_document(cycle_component: str, year: int, generator: np.random.Generator) -> Document:
    """A document of the assessed year; ``date`` is ISO."""
    titles = TITLES[cycle_component]
    title = titles[int(generator.integers(len(titles)))]
    number = f"{int(generator.integers(12, 480))}-о"
    return Document(title, number, f"{year}-{int(generator.integers(1, 10)):02d}-{int(generator.integers(1, 29)):02d}")


def draw_remark(generator: np.random.Generator) -> str:
    return PENALTY_REMARKS[int(generator.integers(len(PENALTY_REMARKS)))]

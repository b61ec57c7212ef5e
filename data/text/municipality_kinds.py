"""The words of the kinds of municipality."""

from data.vocabulary import MunicipalityKind

# Russian and English as the drop-downs offer them, then other ways to say it.
MUNICIPALITY_KINDS: dict[str, tuple[str, ...]] = {
    MunicipalityKind.URBAN_OKRUG: ("городской округ", "urban okrug", "го"),
    MunicipalityKind.MUNICIPAL_OKRUG: ("муниципальный округ", "municipal okrug", "мо"),
    MunicipalityKind.MUNICIPAL_DISTRICT: ("муниципальный район", "municipal district", "мр"),
}

"""Ids of /roadmap."""

from enum import StrEnum


class Ids(StrEnum):
    METHODOLOGY = "roadmap-methodology"
    MUNICIPALITY = "roadmap-municipality"
    DIRECTION = "roadmap-direction"
    STAGE = "roadmap-stage"
    STATUS = "roadmap-status"
    RESPONSIBLE = "roadmap-responsible"
    FINDING = "roadmap-finding"
    DATE = "roadmap-date"
    VIEW = "roadmap-view"
    # The chosen measure, and the revision that is shown.
    MEASURE = "roadmap-measure"
    REVISION = "roadmap-revision"
    SENTENCE = "roadmap-sentence"
    CONTENT = "roadmap-content"
    FOOT = "roadmap-foot"
    DETAIL = "roadmap-detail"
    CHART = "roadmap-chart"
    MESSAGE = "roadmap-message"
    # What the municipality enters: the term that was carried out and its document.
    FORM = "roadmap-form"
    TERM = "roadmap-term"
    DONE_ON = "roadmap-done-on"
    DOCUMENT = "roadmap-document"
    NUMBER = "roadmap-number"
    DOCUMENT_DATE = "roadmap-document-date"
    REPORT = "roadmap-report"
    # Another document in the place of the one that a done term has.
    REPLACE = "roadmap-replace"
    # The term whose entry is taken back.
    WITHDRAW = "roadmap-withdraw"
    # The revision that the form began from, and a count of what has been stored since.
    BASE = "roadmap-base"
    SAVED = "roadmap-saved"
    # Own dates of the monitoring year.
    DAY_FORM = "roadmap-day-form"
    DAY = "roadmap-day"
    DAY_TITLE = "roadmap-day-title"
    DAY_YEARLY = "roadmap-day-yearly"
    ADD_DAY = "roadmap-add-day"
    REMOVE_DAY = "roadmap-remove-day"

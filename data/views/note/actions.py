"""What to do about a stage of the cycle that is not formed: one sentence per stage and state.

What a good component is like follows «Методический аспект управленческого цикла» of document 001.
"""

from collections.abc import Callable

from data.language import _
from data.views.note.text import Text, filled
from data.vocabulary import ComponentState

Sentence = Callable[[], str]

# The component does not exist: what to create.
CREATE: dict[str, Sentence] = {
    "goals": lambda: _("Set the goals of this direction, give reasons for them from data and adopt them."),
    "indicators": lambda: _("Adopt the indicators by which the achievement of the goals is judged."),
    "methods": lambda: _("Define for every indicator how information is collected and processed."),
    "monitoring": lambda: _("Carry out the monitoring of the indicators and present its results."),
    "analysis": lambda: _(
        "Analyse the results of the monitoring and write the conclusions down in an analytical note."
    ),
    "recommendations": lambda: _(
        "Draw up targeted recommendations from the analysis and hand them to their addressees."
    ),
    "measures": lambda: _("Take the measures that follow from the targeted recommendations and carry them out."),
    "decisions": lambda: _("Take management decisions on the results of the analysis and issue them as an order."),
    "effectiveness": lambda: _("Review by the adopted indicators how effective the measures taken were."),
}
# The component exists in part: what to complete.
COMPLETE: dict[str, Sentence] = {
    "goals": lambda: _(
        "Make the goals of this direction measurable and achievable, and complete the reasons for them."
    ),
    "indicators": lambda: _(
        "Complete the indicators: they are to reflect the particulars of the municipality and to bring gaps and "
        "problems to light."
    ),
    "methods": lambda: _("Complete the methods: name the source and the way of computing for every indicator."),
    "monitoring": lambda: _("Carry the monitoring out for all indicators and show how the goals are being reached."),
    "analysis": lambda: _("Complete the analytical note with conclusions on the causes of the gaps found."),
    "recommendations": lambda: _(
        "Complete the targeted recommendations: name the addressee and the expected result of each."
    ),
    "measures": lambda: _("Direct the measures at the gaps found and confirm that they have been carried out."),
    "decisions": lambda: _("Complete the management decisions with deadlines and responsible persons."),
    "effectiveness": lambda: _(
        "Complete the review of effectiveness: name achievements, problems and gaps, and propose how to close them."
    ),
}


def action(cycle_component: str, name: str, state: ComponentState) -> Text:
    """What is recommended; a component of a rubric of one's own, which no source describes, is called by its name."""
    if state is ComponentState.NO_DATA:
        return filled(
            _("Submit the information and documents without which the stage “{name}” cannot be judged."), name=name
        )
    if state is ComponentState.NOT_APPLICABLE:
        return filled(
            _("Confirm that the stage “{name}” does not apply, or submit what it can be judged by."), name=name
        )
    sentences = CREATE if state is ComponentState.ABSENT else COMPLETE
    if cycle_component in sentences:
        return (sentences[cycle_component](),)
    return filled(_("Form the stage “{name}” in full and submit the supporting documents."), name=name)

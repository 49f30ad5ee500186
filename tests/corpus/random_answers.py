"""Answers of random reports to the form's questions: short, long, over a page, or none."""

from random import Random

from tests.corpus.model import NOT_REPORTED, Answer
from tests.corpus.random_words import Words

PHRASES = (
    "responsible_unit",
    "strategic_objective",
    "system_membership",
    "potential_population_source",
    "unit_of_measure",
    "manager_name",
    "manager_position",
    "counterpart_name",
    "counterpart_position",
)
PROSE = (
    "problem",
    "purpose",
    "potential_population_description",
    "targeting_criteria",
    "prioritisation_method",
    "targeting_guarantee",
    "prioritisation_criteria",
    "no_regional_breakdown",
    "strategy",
    "administrative_detail",
    "purpose_indicators_evidence",
    "complementary_indicators_evidence",
    "sdg_contribution",
    "multidimensional_poverty",
    "income_poverty_contribution",
)
YES_NO = (
    "ex_ante_rating",
    "social_registry_used",
    "territorial_breakdown",
    "covid_changes",
    "extrabudgetary_received",
    "fet_executed",
    "special_funds_executed",
    "observations_design",
    "observations_population",
    "observations_strategy",
    "observations_indicators",
    "observations_budget",
    "observations_other",
)
# Prose of so many paragraphs fills more than a page.
LONGEST = 14

EXECUTION = (
    "El programa es ejecutado directamente por la institución.",
    "El programa es ejecutado por terceros.",
    "El programa es ejecutado por la institución y por terceros.",
)


def answers(random: Random, words: Words, like_labels: bool) -> dict[str, Answer]:
    """Every labelled answer; with ``like_labels``, lines like labels in ``problem`` and ``strategy``."""
    found = {
        "form_type": Answer.of("Programa"),
        "comparable_years": Answer.of(str(random.randint(1, 5))),
        "website": _either(random, Answer.of(f"www.ejemplo.invalid/{random.randrange(10**6)}")),
        "previous_evaluations": _previous_evaluations(random, words),
        "regional_beneficiaries_note": Answer.of(
            "En la tabla se muestran sólo las regiones con beneficiarios atendidos durante el año."
        ),
        "execution": _either(random, Answer.of(random.choice(EXECUTION))),
        "extrabudgetary_administrative": _either(random, Answer.of(random.randint(0, 99_999)), 0.6),
    }
    found |= {name: _either(random, Answer.of(words.one("phrases"))) for name in PHRASES}
    found |= {name: _prose(random, words) for name in PROSE}
    found |= {name: _either(random, Answer.of(random.choice(("Si", "No")))) for name in YES_NO}
    if like_labels:
        for name in ("problem", "strategy"):
            found[name] = Answer.of(words.prose(random.randint(1, 3), label_like=True))
    rights = random.choice(("Si", "No", NOT_REPORTED))
    found["human_rights_included"] = Answer.of(rights)
    found["human_rights_approaches"] = Answer.of(words.one("rights") if rights == "Si" else None)
    return found


def _either(random: Random, answer: Answer, chance: float = 0.15) -> Answer:
    """The answer; by ``chance`` nothing reported, rarely not applicable."""
    draw = random.random()
    if draw < chance:
        return Answer.of(NOT_REPORTED)
    return Answer.of("na") if draw < chance + 0.03 else answer


def _prose(random: Random, words: Words) -> Answer:
    """Mostly a sentence or a paragraph, sometimes several, rarely over a page."""
    draw = random.random()
    if draw < 0.3:
        return _either(random, Answer.of(words.sentence()))
    if draw < 0.9:
        return _either(random, Answer.of(words.prose(1)))
    return Answer.of(words.prose(random.randint(2, 4) if draw < 0.985 else LONGEST))


def _previous_evaluations(random: Random, words: Words) -> Answer:
    if random.random() < 0.5:
        return Answer.of("El programa no presenta evaluaciones")
    return Answer.of(f"Evaluación de diseño ({random.randint(2008, 2018)}): {words.sentence()}")

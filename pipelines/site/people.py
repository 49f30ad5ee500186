"""Which counts of beneficiaries may be added up."""

PERSONS = r"""(
    regexp_matches(unit_of_measure, '(?i)^personas?\b')
    and not regexp_matches(unit_of_measure, '(?i)jur[ií]dic')
)"""
"""A condition on a row with a unit of measure: it counts persons, and not households, places or firms.

Only units that begin with the word "Personas" are taken ("Personas", "Personas de 60 años"), and not legal
persons: what other words count is not decided here.
"""

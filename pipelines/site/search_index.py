"""What the search looks through: programmes by present and former names, accents and case ignored."""

import re
import unicodedata

from pipelines.site.release import Release, Row

_PROGRAMMES = """
    with names as (
        select program_key, list(program_name order by last_year desc) as former_names
        from (
            select program_key, program_name, max(year) as last_year from program_names
            anti join dim_program using (program_key, program_name)
            where program_name is not null group by all
        ) group by program_key
    ),
    expected as (
        select program_key, max_by(program_name, year) as program_name, min(year) as first_year,
            max(year) as last_year
        from quality.report_coverage group by program_key
    )
    select expected.program_key,
        coalesce(known.program_name, expected.program_name, expected.program_key) as program_name,
        coalesce(names.former_names, []) as former_names,
        known.ministry, known.service,
        coalesce(known.first_report_year, expected.first_year) as first_year,
        coalesce(known.last_report_year, expected.last_year) as last_year,
        coalesce(known.report_count, 0) as reports
    from expected
    left join dim_program as known using (program_key)
    left join names using (program_key)
    order by strip_accents(lower(coalesce(known.program_name, expected.program_name))), program_key
"""


def programmes(release: Release) -> list[Row]:
    """Every programme that the release knows of, also those without a report here, by name."""
    return release.rows(_PROGRAMMES)


def found(rows: list[Row], asked: str) -> list[Row]:
    """The rows with every word of ``asked`` in a name, the ministry, the service or the key.

    First those whose name begins so, then those that have the words in a name.
    """
    words = folded(asked).split()
    if not words:
        return rows
    whole = " ".join(words)
    hits = []
    for row in rows:
        names = folded(" ".join([row["program_name"], *row["former_names"]]))
        text = folded(" ".join([names, *(str(row[of]) for of in ("ministry", "service", "program_key"))]))
        if all(word in text for word in words):
            rank = 0 if names.startswith(whole) else 1 if all(word in names for word in words) else 2
            hits.append((rank, row))
    return [row for _, row in sorted(hits, key=lambda hit: hit[0])]


def folded(text: str) -> str:
    """Small letters without accents, and single spaces for everything that is neither letter nor digit."""
    letters = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()

"""Find the programme of an address, which stays good when the programme's key changes."""

from pipelines.site.figure_paths import programme_path, year_path
from pipelines.site.release import Row
from pipelines.site.visit import MovedError, NoSuchPageError, Visit

# A programme without any report here has only a name.
_PROGRAMME = """
    select coalesce(known.program_key, expected.program_key) as program_key,
        coalesce(known.program_name, expected.program_name) as program_name,
        known.* exclude (program_key, program_name)
    from (from dim_program where program_key = $key) as known
    full join (
        select program_key, max_by(program_name, year) as program_name
        from quality.report_coverage where program_key = $key group by program_key
    ) as expected using (program_key)
"""

# A key is a number of the index, or a hash of a name and a service: those of any name or index row are known.
_NORMAL = "trim(regexp_replace(strip_accents(lower({})), '[^a-z0-9]+', ' ', 'g'))"
_NAME, _SERVICE = _NORMAL.format("program_name"), _NORMAL.format("service")
_HASH = f"'name-' || left(md5(concat_ws('|', {_NAME}, {_SERVICE})), 12)"

_FORMER = f"""
    select distinct program_key from program_names where {_HASH} = $key
    union
    select distinct program_key
    from program_names
    inner join raw.bips_index as listed
        on {_NAME} = {_NORMAL.format("listed.nombre")} and {_SERVICE} = {_NORMAL.format("listed.servicio")}
    where 'bips-' || listed.id_bips = $key
"""


def programme_of(visit: Visit, program_key: str, rest: str = "") -> Row:
    """The programme's row of ``dim_program``; only key and name are there where it has no report here.

    Raises ``MovedError`` where the programme has another key by now, with ``rest`` behind its address, and
    ``NoSuchPageError`` where the release knows no such programme.
    """
    rows = visit.rows(_PROGRAMME, key=program_key)
    if rows:
        return rows[0]
    _ = visit.text
    former = [row["program_key"] for row in visit.rows(_FORMER, key=program_key)]
    if len(former) == 1:
        lead = (programme_path(former[0]) + rest, _("The programme's page"))
        raise MovedError(_("The reports of this programme are those of another one by now."), [lead])
    leads = [(programme_path(key), _name(visit, key)) for key in former]
    raise NoSuchPageError(_("The present release has no programme with this key."), leads)


def no_such_year(visit: Visit, programme: Row, year: str) -> NoSuchPageError:
    """The error about a year without a page: it says which years have reports, and leads to them."""
    _ = visit.text
    key, name = programme["program_key"], programme["program_name"]
    known = visit.rows("select distinct year from dim_report where program_key = $key order by year", key=key)
    years = [row["year"] for row in known]
    sentence = _("The present release has no report of {name} for {year}.").format(name=name, year=year)
    if years:
        listed = ", ".join(map(str, years))
        sentence += " " + _("There are reports of {years}.").format(years=listed)
    leads = [(programme_path(key), _("All years of {name}").format(name=name))]
    leads += [(year_path(key, one), f"{name}, {one}") for one in years[-1:]]
    return NoSuchPageError(sentence, leads)


def _name(visit: Visit, program_key: str) -> str:
    (row,) = visit.rows("select program_name from dim_program where program_key = $key", key=program_key)
    return str(row["program_name"] or program_key)

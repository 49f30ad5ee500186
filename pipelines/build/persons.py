"""Which counts of beneficiaries may be added up: those of persons."""

_WORDS = (
    *("persona", "personas", "nino", "ninos", "nina", "ninas", "nna", "adolescente", "adolescentes"),
    *("joven", "jovenes", "adulto", "adultos", "adulta", "adultas", "mujer", "mujeres", "hombres"),
    *("estudiante", "estudiantes", "alumno", "alumnos", "alumna", "alumnas", "docente", "docentes"),
    *("trabajador", "trabajadores", "trabajadora", "trabajadoras", "paciente", "pacientes"),
    *("pensionado", "pensionados", "deportista", "deportistas", "usuario", "usuarios", "usuaria", "usuarias"),
)
"""First words of units that count persons, without accents. Families, homes and firms are none."""

_UNIT = "strip_accents(lower(unit_of_measure))"

COUNTS_PERSONS = (
    f"coalesce(list_contains({list(_WORDS)}, regexp_extract({_UNIT}, '[a-z]+'))"
    f" and not contains({_UNIT}, 'juridic'), false)"
)
"""A condition in SQL on a row with ``unit_of_measure``: it counts persons, who are not legal ones.

False also where the report prints no unit: what other words count is not decided.
"""

-- Spellings of ministries and services, as compared: printed and reviewed name.
select kind, {{ normalise_name("printed") }} as printed_name, canonical
from {{ ref("institution_aliases") }}

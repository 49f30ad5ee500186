select check_name, family, unit, comparison, claim, tolerance_rule
from {{ ref("check_claims") }}

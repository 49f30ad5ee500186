select rule, rule_year, quantity, comparison, limit_value, claim, source
from {{ ref("finding_rules") }}

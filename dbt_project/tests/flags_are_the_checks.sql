-- program_year has a flag for each row of the seed checks, and for nothing else.
with
    flags as (
        {%- for check in reconciliation_checks() %}
            select '{{ check }}' as check_name
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    )

select flags.check_name as flag, checks.check_name as listed
from flags
full join {{ ref("checks") }} as checks on checks.check_name = flags.check_name
where flags.check_name is null or checks.check_name is null

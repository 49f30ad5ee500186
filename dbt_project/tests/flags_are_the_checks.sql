-- program_year has a flag for each row of the seed checks, and for nothing else.
with
    flags as (
        select
            unnest(
                [
                    {%- for flag in check_flags() %}
                        '{{ flag }}' {% if not loop.last %},{% endif %}
                    {%- endfor %}
                ]
            ) as flag
    )

select flags.flag, checks.check_name
from flags
full join {{ ref("checks") }} as checks on 'flag_' || checks.check_name = flags.flag
where flags.flag is null or checks.check_name is null

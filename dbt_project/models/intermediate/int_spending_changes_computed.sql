-- Spending per beneficiary against the years before, by the three amounts that one
-- report prints in one price base. Where two of them are known to be in prices of
-- different years, or one is not positive, it cannot be told.
with
    printed as (
        select
            program_key,
            report_year as year,
            {%- for years_before in [0, 1, 2] %}
                max(value) filter (
                    where
                        column_name = 'printed_clp'
                        and value > 0
                        and reference_year = report_year - {{ years_before }}
                )::double as amount_{{ years_before }},
            {%- endfor %}
            count(distinct value) filter (
                where column_name = 'price_base_year'
            ) as price_bases
        from {{ ref("int_figures") }}
        where table_name = 'fct_spending_per_beneficiary' and is_current
        group by all
    ),

    final as (
        select
            program_key,
            year,
            amount_0 / amount_1 - 1 as change,
            amount_0 / ((amount_1 + amount_2) / 2) - 1 as departure
        from printed
        where price_bases <= 1
    )

select *
from final

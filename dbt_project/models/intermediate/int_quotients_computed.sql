-- Figures that the warehouse divides itself: macro quotients.
with
    stated as (select * from {{ ref("int_figures_corrected") }} where not is_total),

    {%- for quotient in quotients() %}
        {{ quotient.column }} as (
            select
                '{{ quotient.table }}' as table_name,
                '{{ quotient.column }}' as column_name,
                report_id,
                program_key,
                report_year,
                reference_year,
                item,
                is_row,
                {{ quotient.decimals }} as decimals,
                {{ quotient.factor }} as factor,
                {%- for operand in ["numerator", "denominator"] %}
                    max(value) filter (
                        where column_name = '{{ quotient[operand] }}'
                    ) as {{ operand }},
                    max(reason) filter (
                        where column_name = '{{ quotient[operand] }}'
                    ) as {{ operand }}_reason,
                {%- endfor %}
            from stated
            where
                table_name = '{{ quotient.table }}'
                and column_name
                in ('{{ quotient.numerator }}', '{{ quotient.denominator }}')
            group by all
        ),
    {%- endfor %}

    operands as (
        {%- for quotient in quotients() %}
            select *
            from {{ quotient.column }}
            {% if not loop.last %}
                union all
            {% endif %}
        {%- endfor %}
    ),

    final as (
        select
            table_name,
            column_name,
            report_id,
            program_key,
            report_year,
            reference_year,
            item,
            is_row,
            case
                when denominator > 0
                then round(factor * numerator::double / denominator::double, decimals)
            end as value,
            case
                when numerator is null
                then numerator_reason
                when denominator is null
                then denominator_reason
                when denominator <= 0
                then 'not_applicable'
            end as reason
        from operands
    )

select *
from final

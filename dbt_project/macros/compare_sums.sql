{#-
    Both sides of each sum of the seed check_operands in each report: one row a report, check and item, with
    `expected`, `actual` and the `tolerance` that the rounding of the print explains. `operands` is a relation
    as sum_operands makes it, `figures` the one it was made of, `reports` the reports that are asked.
    A side is NULL unless each of its operands is known: a figure that has a value, a place in the form that
    prints one number, or rows of a table that are all in their fact, each with a value.
-#}
{% macro compare_sums(operands, figures, reports) -%}
    with
        claims as (
            select
                claims.*,
                if(checks.unit = 'clp', 500, 0) as half_unit,
                coalesce(ends_with(claims.figure_items, '%'), false) as is_rows,
                count(*) over (
                    partition by claims.check_name, claims.item, side, priority
                ) as operand_count
            from {{ ref("check_operands") }} as claims
            inner join {{ ref("check_claims") }} as checks using (check_name)
            where checks.comparison <> 'quotient'
        ),

        reports as ({{ reports }}),

        figures as (
            select * from {{ ref(figures) }} where reference_year = report_year
        ),

        row_items as (
            select distinct report_id, form_item, item
            from {{ ref("int_row_items_named") }}
        ),

        stated as (
            select
                figures.report_id,
                claims.operand_no,
                count(*) as figure_count,
                count(figures.value) as value_count
            from claims
            inner join
                figures
                on figures.table_name = claims.table_name
                and figures.column_name = claims.column_name
                and {{ is_operand("figures", "claims") }}
            left join
                row_items
                on row_items.report_id = figures.report_id
                and row_items.form_item = claims.form_item
                and row_items.item = figures.item
            -- A component may have a row in one table and none in another.
            where
                claims.form_item is null
                or not claims.is_rows
                or row_items.item is not null
            group by figures.report_id, claims.operand_no
        ),

        amounts as (
            select
                report_id,
                operand_no,
                count(*) as amount_count,
                sum(amount) as amount,
                sum(rounding) as rounding
            from {{ ref(operands) }}
            group by report_id, operand_no
        ),

        known as (
            select
                claims.*,
                report_id,
                amounts.amount,
                case
                    when claims.form_item is null
                    then stated.figure_count = stated.value_count
                    when claims.table_name is null
                    then amounts.amount_count = 1
                    else
                        stated.figure_count = stated.value_count
                        and stated.figure_count = amounts.amount_count
                end as is_known
            from amounts
            inner join claims using (operand_no)
            left join stated using (report_id, operand_no)
        ),

        sides as (
            select
                report_id,
                check_name,
                item,
                side,
                case
                    when
                        bool_and(coalesce(is_known, false))
                        and count(*) = any_value(operand_count)
                    then sum(amount)
                end as amount
            from known
            group by report_id, check_name, item, side
        ),

        -- Several components may reach the same people, and most count something else
        -- than people.
        counted_production as (
            select report_id
            from figures
            where table_name = 'fct_components' and item is not null
            group by report_id
            having
                count(distinct item) = 1
                and regexp_matches(
                    {{
                        normalise_name(
                            "max(text_value) filter (column_name = 'unit_of_measure')"
                        )
                    }},
                    '\bbeneficiari[oa]s?\b'
                )
        ),

        -- Each printed amount brings half its printed unit; people are counted.
        tolerances as (
            select
                reports.report_id,
                claims.check_name,
                claims.item,
                case
                    when max(claims.half_unit) = 0
                    then 0
                    when bool_and(not claims.is_rows or amounts.rounding is not null)
                    then sum(if(claims.is_rows, amounts.rounding, claims.half_unit))
                end as tolerance
            from reports
            cross join claims
            left join
                amounts
                on amounts.report_id = reports.report_id
                and amounts.operand_no = claims.operand_no
            where claims.priority = 1
            group by reports.report_id, claims.check_name, claims.item
        )

    select
        tolerances.report_id,
        tolerances.check_name,
        tolerances.item,
        expected.amount as expected,
        case
            when
                tolerances.check_name <> 'production_equals_beneficiaries'
                or tolerances.report_id in (select report_id from counted_production)
            then actual.amount
        end as actual,
        tolerances.tolerance
    from tolerances
    {% for side in ["expected", "actual"] %}
        left join
            sides as {{ side }}
            on {{ side }}.side = '{{ side }}'
            and {{ side }}.report_id = tolerances.report_id
            and {{ side }}.check_name = tolerances.check_name
            and {{ side }}.item is not distinct from tolerances.item
    {% endfor %}
{%- endmacro %}

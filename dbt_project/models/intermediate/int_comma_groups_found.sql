{{ config(materialized="view") }}

-- Amounts and counts whose commas group thousands ("93,000"), which a report shows as a
-- whole: all its amounts and counts are printed so, no figure of it is grouped by dots,
-- and its sums close, at least one of them only so.
with
    readings as (
        select
            report_id,
            reading_no,
            item,
            column_id,
            text,
            regexp_extract(
                text,
                '^[\s\x{00A0}]*[-−(]?[\s\x{00A0}]*\$?[\s\x{00A0}]*(\d([\d.,\s\x{00A0}]*\d)?)',
                1
            ) as digits
        from {{ ref("stg_readings") }}
        where coalesce(row_no, 1) > 0 and status = 'value'
    ),

    -- Few reports have anything to decide.
    doubtful as (
        select distinct report_id from readings where regexp_matches(digits, ',\d{3}')
    ),

    -- Where the form prints amounts and counts.
    places as (
        select *
        from {{ ref("form_figures") }}
        where unit in ('thousands', 'regional', 'count', 'leading_number')
    ),

    -- Where it prints what its sums add up. Only some production is people.
    operands as (
        select
            claims.check_name,
            claims.item as check_item,
            if(claims.side = 'actual', 1, -1) as sign,
            claims.operand_no,
            checks.unit,
            coalesce(claims.form_item, places.item) as item,
            coalesce(claims.column_id, places.column_id) as column_id,
            coalesce(places.priority, 1) as priority,
            count(distinct operand_no) over (
                partition by claims.check_name, claims.item
            ) as operand_count
        from {{ ref("check_operands") }} as claims
        inner join {{ ref("check_claims") }} as checks using (check_name)
        left join
            places
            on claims.form_item is null
            and places.table_name = claims.table_name
            and places.column_name = claims.column_name
            and places.year_offset = 0
        where
            checks.comparison = 'equal'
            and claims.priority = 1
            and checks.check_name <> 'production_equals_beneficiaries'
    ),

    amounts as (
        select
            report_id,
            reading_no,
            item,
            column_id,
            digits,
            {{ parse_number("replace(text, ',', '.')") }} as grouped,
            if(grouped < 0, -1, 1)
            * try_cast(replace(digits, ',', '.') as decimal(23, 6)) as with_decimals
        from readings
        semi join doubtful using (report_id)
        where
            digits <> ''
            and (item, column_id) in (
                select (item, column_id)
                from places
                union
                select (item || '.total', column_id)
                from places
                where is_open_row
                union
                select (item, column_id)
                from operands
            )
    ),

    contradicted as (
        select report_id
        from amounts
        where not regexp_full_match(digits, '\d{1,3}(,[\s\x{00A0}]*\d{3})*')

        union

        select report_id
        from readings
        where regexp_matches(digits, '^\d{1,3}\.\d{3}\b')
    ),

    added_up as (
        select
            *,
            -- Nobody counts thousandths of a person.
            case
                when unit = 'clp' or with_decimals = floor(with_decimals)
                then with_decimals
            end as possible_decimals
        from operands
        inner join amounts using (item, column_id)
        qualify
            operands.priority
            = min(operands.priority) over (partition by report_id, operand_no)
    ),

    -- Each amount is rounded to thousands; people are counted.
    sums as (
        select
            report_id,
            if(unit = 'clp', count(*) / 2, 0) as tolerance,
            case
                when count(grouped) = count(*)
                then abs(sum(sign * grouped)) <= tolerance
            end as closes,
            coalesce(
                count(possible_decimals) = count(*)
                and abs(sum(sign * possible_decimals)) <= tolerance,
                false
            ) as closes_with_decimals
        from added_up
        group by report_id, check_name, check_item, unit, operand_count
        having count(distinct operand_no) = operand_count
    ),

    confirmed as (
        select report_id
        from sums
        group by report_id
        having bool_and(closes) and bool_or(closes and not closes_with_decimals)
    ),

    final as (
        select report_id, reading_no
        from amounts
        semi join confirmed using (report_id)
        anti join contradicted using (report_id)
    )

select *
from final

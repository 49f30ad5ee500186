-- An answer of program_profile is NULL if and only if missing_values says why.
with
    answers as (
        select report_id, column_name, value
        from
            (
                select
                    report_id,
                    cast(columns(* exclude (report_id, program_key, year)) as varchar)
                from {{ ref("program_profile") }}
            )
            unpivot include nulls(value for column_name in (* exclude (report_id)))
    ),

    missing as (
        select report_id, column_name, reason
        from {{ ref("missing_values") }}
        where table_name = 'program_profile'
    )

select *
from answers
full join missing using (report_id, column_name)
where (value is null) <> (reason is not null)

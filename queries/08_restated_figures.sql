-- Question: which figures did a later report, or a second revision, print differently?
-- Unit: that of the column (amounts in whole pesos, coverage in percent);
-- relative_change is a fraction of the earlier figure.
-- Price basis: nominal. Printed spending per beneficiary changes its price base every
-- year and is compared within one report year only.
-- Caveats: the newer figure is not always the better one; facts keep the first. Both
-- places are named, so
-- that both pages can be read; a text dump has a line instead of a page.
select
    dim_program.program_name,
    restatements.reference_year,
    restatements.table_name,
    restatements.column_name,
    restatements.item,
    restatements.earlier_value::double as earlier_value,
    restatements.later_value::double as later_value,
    round(
        restatements.difference::double / nullif(restatements.earlier_value, 0), 4
    ) as relative_change,
    restatements.earlier_source_file,
    coalesce(restatements.earlier_page, restatements.earlier_line_no) as earlier_place,
    restatements.later_source_file,
    coalesce(restatements.later_page, restatements.later_line_no) as later_place
from quality.restatements
inner join dim_program using (program_key)
order by all
;

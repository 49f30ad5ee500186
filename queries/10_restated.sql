-- Which figures did a later report, or a later revision, print differently?
select program_name, reference_year, column_name, item, kind, earlier_value, later_report_year, later_value
from quality.restatements
join dim_program using (program_key)
order by all
;

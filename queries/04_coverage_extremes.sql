-- Which programmes reached under 10 %, or over 100 %, of the people they aim at?
select year, program_name, target_population, beneficiaries, coverage_pct, coverage_band
from program_year
where coverage_band <> 'in_range'
order by coverage_pct
;

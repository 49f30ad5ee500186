-- What does a programme spend per beneficiary, and is that in the official range?
select year, program_name, unit_of_measure, spending_per_beneficiary_clp, spending_per_beneficiary_band
from program_year
order by year, spending_per_beneficiary_clp desc
;

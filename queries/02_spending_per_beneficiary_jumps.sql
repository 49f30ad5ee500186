-- Question: what does a programme spend per beneficiary, and where did that jump from
-- one year to the next?
-- Unit: whole pesos per beneficiary (people, households, firms: see unit_of_measure);
-- real_change is a fraction of the year before, is_jump marks more than 20 %.
-- Price basis: spending_per_beneficiary_clp nominal, _real_clp in pesos of
-- dim_year.base_year; the change is real.
-- Caveats: the change compares the two amounts that one report prints in one price
-- base (fct_spending_per_beneficiary). A jump is often a change in who is counted:
-- compare beneficiaries first. The official band compares with two years before:
-- spending_per_beneficiary_band of program_year.
select
    year,
    program_name,
    unit_of_measure,
    previous_year_beneficiaries as beneficiaries_before,
    program_year.beneficiaries,
    spending_per_beneficiary_clp,
    spending_per_beneficiary_real_clp,
    round(spending_per_beneficiary_change, 4) as real_change,
    abs(spending_per_beneficiary_change) > 0.2 as is_jump
from program_year
inner join fct_beneficiaries using (program_key, year, unit_of_measure)
where spending_per_beneficiary_change is not null
order by abs(real_change) desc, program_name, year
;

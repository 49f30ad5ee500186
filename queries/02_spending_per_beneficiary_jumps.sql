-- Question: what does a programme spend per beneficiary, and where did that jump from
-- one year to the next?
-- Unit: whole pesos per beneficiary (people, households, firms: see unit_of_measure);
-- real_change is a fraction of the year before, is_jump marks more than 20 %.
-- Price basis: spending_per_beneficiary_clp nominal, _real_clp in pesos of
-- dim_year.base_year; the change is real.
-- Caveats: recomputed as executed over beneficiaries, administrative spending included.
-- The printed figure is in another price base and is not used. Only pairs of
-- neighbouring years. A jump is often a change in who is counted: compare
-- beneficiaries first. The official band compares with two previous years:
-- spending_per_beneficiary_band of program_year.
with
    known as (
        select
            *,
            lag(beneficiaries) over (
                partition by program_key order by reference_year
            ) as beneficiaries_before
        from program_year
    )

select
    reference_year,
    program_name,
    unit_of_measure,
    beneficiaries_before,
    beneficiaries,
    spending_per_beneficiary_clp,
    spending_per_beneficiary_real_clp,
    round(spending_per_beneficiary_change, 4) as real_change,
    abs(spending_per_beneficiary_change) > 0.2 as is_jump
from known
where spending_per_beneficiary_change is not null
order by abs(real_change) desc, program_name, reference_year
;

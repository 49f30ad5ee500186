{#- What each deflator is made of, for the sentence that says what is not known. -#}
{%- set made_of = {
    "cpi": "The annual average of the consumer price index",
    "uf": "The UF at one of the ends",
} %}
with
    prices as (select * from {{ ref("uf_cpi_annual") }}),

    -- Every year a figure is about has a row, whether or not its prices are known yet.
    years as (
        select year
        from prices

        union

        select reference_year
        from {{ ref("int_figures") }}

        union

        select {{ var("base_year") }}
    ),

    priced as (
        select
            years.year,
            (year_start.uf_31dec_clp + year_end.uf_31dec_clp) / 2 as uf,
            year_end.cpi_average as cpi,
            concat_ws(
                '. ',
                'UF: ' || year_end.uf_source,
                'CPI: ' || year_end.cpi_average_source
            ) as sources
        from years
        left join prices as year_start on year_start.year = years.year - 1
        left join prices as year_end on year_end.year = years.year
    ),

    final as (
        select
            priced.year,

            -- prices
            priced.uf::double as uf_mean_of_year_ends_clp,
            (base.uf / priced.uf)::double as uf_deflator,
            priced.cpi::double as cpi_average,
            (base.cpi / priced.cpi)::double as cpi_deflator,

            -- the deflator of real amounts
            {{ var("deflator") }}_deflator as deflator,
            '{{ var("deflator") }}' as deflator_basis,
            case
                when deflator is null
                then
                    '{{ made_of[var("deflator")] }} of '
                    || if(base.{{ var("deflator") }} is null, base.year, priced.year)
                    || ' is not known.'
            end as deflator_note,
            base.year::integer as base_year,

            nullif(priced.sources, '') as sources
        from priced
        cross join
            (
                select year, uf, cpi from priced where year = {{ var("base_year") }}
            ) as base
    )

select *
from final

with
    unidad_de_fomento as (
        select year, uf_31dec_clp, uf_source from {{ ref("uf_cpi_annual") }}
    ),

    -- Every year a figure is about has a row, whether or not its prices are known yet.
    years as (
        select year
        from unidad_de_fomento

        union

        select reference_year
        from {{ ref("int_figures") }}

        union

        select {{ var("base_year") }}
    ),

    averages as (
        select
            years.year,
            (year_start.uf_31dec_clp + year_end.uf_31dec_clp)
            / 2 as uf_mean_of_year_ends_clp,
            year_end.uf_source
        from years
        left join unidad_de_fomento as year_start on year_start.year = years.year - 1
        left join unidad_de_fomento as year_end on year_end.year = years.year
    ),

    base as (
        select year as base_year, uf_mean_of_year_ends_clp as base_uf_clp
        from averages
        where year = {{ var("base_year") }}
    ),

    final as (
        select
            averages.year,
            cast(
                averages.uf_mean_of_year_ends_clp as double
            ) as uf_mean_of_year_ends_clp,
            cast(
                base.base_uf_clp / averages.uf_mean_of_year_ends_clp as double
            ) as uf_deflator,
            case
                when base.base_uf_clp is null
                then 'The UF of the base year or of the year before it is not known.'
                when averages.uf_mean_of_year_ends_clp is null
                then 'The UF of the year or of the year before it is not known.'
            end as deflator_note,
            averages.uf_source,
            cast(base.base_year as integer) as base_year
        from averages
        cross join base
    )

select *
from final

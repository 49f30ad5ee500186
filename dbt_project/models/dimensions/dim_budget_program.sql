-- Places of the budget law that current reports name, with what the law calls them.
with
    lines as (
        select
            report_id,
            table_name,
            item,
            max(text_value) filter (where column_name = 'partida') as partida,
            max(text_value) filter (where column_name = 'capitulo') as capitulo,
            max(text_value) filter (where column_name = 'programa') as programa
        from {{ ref("int_figures") }}
        where
            table_name in ('fct_budget_lines', 'fct_administrative_lines')
            and is_current
            and item is not null
        group by all
    ),

    names as (select * from {{ ref("budget_partidas") }}),

    final as (
        select distinct
            lines.partida,
            lines.capitulo,
            lines.programa,
            partidas.institution_name as partida_name,
            capitulos.institution_name as capitulo_name
        from lines
        left join
            names as partidas
            on partidas.partida = lines.partida
            and partidas.capitulo is null
        left join
            names as capitulos
            on capitulos.partida = lines.partida
            and capitulos.capitulo = lines.capitulo
    )

select *
from final

-- What kinds of expense is the money executed on?
select year, subtitulo, dim_subtitulo.subtitulo_name, sum(spending_clp) as spending_clp
from fct_budget_lines
left join dim_subtitulo using (subtitulo)
group by all
order by all
;

-- How many programmes of each ministry have a finding by each official rule, of how many where it can be told?
select year, ministry, rule, count(*) filter (finding) as findings, count(finding) as told
from program_findings
join program_names using (program_key, year)
group by all
order by all
;

-- A reviewed rename that leads back to where it began says nothing about which name is
-- the newest.
with recursive
    aliases as (
        select * from {{ ref("int_program_decisions_folded") }} where is_one_program
    ),

    steps as (
        select old_name, old_service, new_name, new_service, 1 as step
        from aliases

        union all

        select
            steps.old_name,
            steps.old_service,
            aliases.new_name,
            aliases.new_service,
            steps.step + 1
        from steps
        inner join
            aliases
            on aliases.old_name = steps.new_name
            and aliases.old_service is not distinct from steps.new_service
        where steps.step < 20
    )

select distinct old_name, old_service
from steps
where new_name = old_name and new_service is not distinct from old_service

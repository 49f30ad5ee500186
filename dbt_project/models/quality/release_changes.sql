-- Empty in the build, which does not know the release before; publication fills it.
select
    cast(null as varchar) as table_name,
    cast(null as varchar) as change,
    cast(null as varchar) as row_key,
    cast(null as varchar) as column_name,
    cast(null as varchar) as old_value,
    cast(null as varchar) as new_value,
    cast(null as bigint) as row_count
where false

with
    goals as (select * from {{ ref("ods_sdg") }}),

    final as (select sdg_number, name_es, name_en from goals)

select *
from final

select * from {{ ref("int_prices_deflated") }}

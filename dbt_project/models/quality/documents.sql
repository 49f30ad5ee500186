select * from {{ ref("int_documents_listed") }}

select * exclude (is_current, why, document_created_at)
from {{ ref("int_documents_listed") }}
where is_current

select subtitulo, subtitulo_name, kind, is_confirmed, source
from {{ ref("budget_subtitulos") }}

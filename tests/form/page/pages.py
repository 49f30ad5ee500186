"""An invented evaluation page."""

from tests.corpus.evaluation_pages import EvaluationPage

PAGE = EvaluationPage(
    "Faros de Papel",
    {
        "Descripción": ["El programa enciende faros de papel en caletas sin muelle."],
        "Año de inicio": ["2014"],
        "Año de término": ["Permanente"],
        "Ejecutores": [
            "Cooperativa Mar y Luna - Organismo privado sin fines de lucro",
            "Caleta - Sur - Municipio",
        ],
        "Complementariedades informadas": ["Veleros de Viento - Servicio de Mareas"],
        "Criterios de focalización": ["Caletas de menos de cien botes."],
        "Criterios de priorización": ["Las que tienen menos luz."],
        "Población Objetivo": ["Pescadores de orilla."],
        "Gasto por beneficiario": ["La variación es del 12,5%"],
        "Propósito": ["Los botes vuelven de noche."],
    },
    {
        "Eficiencia": [
            (
                "Ejecución presupuestaria:",
                ["Una subejecución. La ejecución respecto al presupuesto inicial es 84%"],
            ),
            ("Gasto Administrativo:", ["No está descrito."]),
        ],
        "Eficacia": [
            ("Indicador de propósito 1:", ["Bajó."]),
            ("Indicador de propósito 2:", ["No es pertinente."]),
        ],
    },
)

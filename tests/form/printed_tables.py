"""Headings and headers of the form's tables, as text dumps print them."""

FLOW = """3.3) Población beneficiada

Desagregación de población beneficiada durante 2021:

Egreso durante 2021 Egreso posterior a 2021
Otros (desertores, fallecidos,

etc.)
Total
"""
REGIONS = """3.3) Población beneficiada

Complete cómo se distribuyen los beneficiarios efectivos a nivel regional al 4to trimestre del año 2020:

Región Beneficiarios efectivos 2021
"""
LINES = "5.2) Presupuesto Total\n\nPartida Capítulo Programa Item Asignación Subtítulo Gastos ($miles)\n\n"
INDICATORS = """6.1) Indicadores de Propósito

Nombre del Indicador Fórmula de Cálculo
2020

(efectivo al 31
de Diciembre)

2021
(estimado al 31 de Diciembre)

2021 (efectivo al 31 de Diciembre)
2022 (estimado al 31 de Diciembre)

"""
METHODOLOGY = """Metodología y definiciones conceptuales
incorporadas en las fórmulas de cálculo del
indicador o de los indicadores, indicando fuente de
información: """
PER_BENEFICIARY = "5.8) Resumen Presupuestario\n\nGasto por Beneficiario:\n2019 2020 2021\n\n"
COMPONENTS = """4. ESTRATEGIA

El programa presenta 2 componentes.

Nombre Descripción

Faros 2020
Asistencia técnica

Luz.

Producción al 4° trimestre 2021:  3 Faros

Nombre Descripción

Boyas
Infraestructura

Sonido.

Producción al 4° trimestre 2021:  5 Boyas

5.5) Gasto por Componente

Componente Gasto (M$) Detalle

"""
GOALS = "7.2) Objetivos de Desarrollo Sostenible (ODS)\n\nObjetivos de Desarrollo Sostenible (ODS) Meta/s\n\n"

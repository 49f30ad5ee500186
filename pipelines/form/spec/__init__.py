"""The form as data (``informe_detalle.yaml``, ``wordings.csv``), and as immutable objects."""

"""From printed words to readings: text, status and place."""

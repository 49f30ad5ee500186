"""The table reader: ways to fit the form's table to what is printed, and what the good ways agree on."""

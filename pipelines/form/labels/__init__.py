"""Where a document has the form's labels: its title, the best chain of labels, labels in unknown words."""

"""The pages as one stream of lines, words and ruled tables, without what belongs to the pages only."""

"""What is done before a run begins, so that nothing grows by itself: old runs and caches are removed."""

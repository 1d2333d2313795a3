"""From two `Plan`s to a `Comparison`: pairs, moves, changed words. Knows nothing of workbooks or layout."""

"""From a workbook to a `Plan`: grids, marks and levels, amounts. Knows nothing of comparing or layout."""

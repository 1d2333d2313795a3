"""From `Sheet`s to a workbook file: copies what layout decided, adds nothing."""

"""From a `Comparison` to `Sheet`s: everything that a reader of the workbook will see, as plain values."""

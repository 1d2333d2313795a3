"""Who asks: the command line, the batch, a button in Excel. Each finds the books and calls one function in `jobs`."""

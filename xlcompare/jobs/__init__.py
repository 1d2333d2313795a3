"""The use cases, without a host: what a command, a batch or a button asks for, from the files to the files."""

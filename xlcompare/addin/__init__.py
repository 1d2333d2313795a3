"""Excel add-ins built without Excel: the container of VBA, the macros in it, the ribbon in the package."""

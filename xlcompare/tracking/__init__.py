"""Progress of a year's plan: its sections, what people typed, what is carried over, suggested ratings."""

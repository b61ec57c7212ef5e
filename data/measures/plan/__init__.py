"""What plans of one municipality are made of: its scores as arrays, and the smallest sets of rises."""

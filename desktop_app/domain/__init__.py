"""What things are: frozen models with their invariants, and nothing else."""

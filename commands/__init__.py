"""What the operator types: one module for each group of commands, which `manage.py` puts together."""

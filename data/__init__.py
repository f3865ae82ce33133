"""What is known and kept: catalogue, country packs, the intake of workbooks, the database."""

"""What is computed: pure functions over frames, which know no database, no workbook and no page."""

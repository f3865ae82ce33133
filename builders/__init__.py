"""Scripts that make the shipped geography from public packages. Nothing of this runs when Lima serves."""

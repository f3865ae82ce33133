"""The way of a workbook: the form that goes out, and the checks it passes on its way back in."""

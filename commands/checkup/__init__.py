"""What may be wrong with an installation: each thing is looked at, says a sentence, and is left as it is."""

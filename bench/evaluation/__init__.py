"""The page of an evaluation: figures beside those of the last run, plots, and mistakes with their images."""

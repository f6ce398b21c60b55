"""Scripts of the house: setting up, the demonstration, the generated pages of the documentation."""

"""What things are: pages and words, records, canonical values, problems, tables. Imports nothing of ours."""

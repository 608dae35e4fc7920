"""How estate files are read, checked and understood; `mutual_aid.estate_files` is the front."""

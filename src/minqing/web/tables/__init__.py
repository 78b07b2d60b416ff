"""The tables that people edit: routing with its tester, offices in charge, standard replies."""

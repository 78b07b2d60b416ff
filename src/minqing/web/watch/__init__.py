"""Those who watch: the duty officer, the desk against pressure, whoever opens contact details."""

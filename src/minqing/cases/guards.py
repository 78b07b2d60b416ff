# ruff: noqa: S608 - fixed pieces, no input
"""
The database itself refuses that a request goes to the unit it is about, or to one below it (G3, XF-14).

Django's table rebuild on SQLite drops triggers in silence, so a migration that rebuilds one of the two tables lifts
these guards before and lays them again after; a test asserts that they stand.
"""

from typing import Any

NAMES = ("cases_case_accused_never_lead", "cases_caseparty_accused_never_helps")
UNDER = "{place}.lead_path <> '' AND substr({place}.lead_path, 1, length(p.org_path)) = p.org_path"
REFUSAL = "a request is never given to the unit it is about"

SQLITE = [
    f"""CREATE TRIGGER cases_case_accused_never_lead BEFORE UPDATE OF lead_path ON cases_case
    WHEN NEW.has_barred AND NEW.lead_path <> OLD.lead_path AND EXISTS (SELECT 1 FROM cases_caseparty p
    WHERE p.case_id = NEW.serial AND p.barred AND {UNDER.format(place="NEW")})
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER cases_caseparty_accused_never_helps BEFORE INSERT ON cases_caseparty
    WHEN NOT NEW.barred AND EXISTS (SELECT 1 FROM cases_caseparty p WHERE p.case_id = NEW.case_id AND p.barred
    AND substr(NEW.org_path, 1, length(p.org_path)) = p.org_path)
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION cases_accused_never_lead() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NEW.has_barred AND NEW.lead_path <> OLD.lead_path AND EXISTS (SELECT 1 FROM cases_caseparty p
    WHERE p.case_id = NEW.serial AND p.barred AND {UNDER.format(place="NEW")}) THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER cases_case_accused_never_lead BEFORE UPDATE OF lead_path ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_accused_never_lead()""",
    f"""CREATE FUNCTION cases_accused_never_helps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF NOT NEW.barred AND EXISTS (SELECT 1 FROM cases_caseparty p WHERE p.case_id = NEW.case_id AND p.barred
    AND substr(NEW.org_path, 1, length(p.org_path)) = p.org_path) THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$""",
    """CREATE TRIGGER cases_caseparty_accused_never_helps BEFORE INSERT ON cases_caseparty
    FOR EACH ROW EXECUTE FUNCTION cases_accused_never_helps()""",
]
LIFTED = {
    "sqlite": [
        "DROP TRIGGER cases_case_accused_never_lead",
        "DROP TRIGGER cases_caseparty_accused_never_helps",
    ],
    "postgresql": [
        "DROP TRIGGER cases_case_accused_never_lead ON cases_case",
        "DROP FUNCTION cases_accused_never_lead()",
        "DROP TRIGGER cases_caseparty_accused_never_helps ON cases_caseparty",
        "DROP FUNCTION cases_accused_never_helps()",
    ],
}


def lay(apps: Any, schema_editor: Any) -> None:
    """Create the triggers in the database's own way."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def lift(apps: Any, schema_editor: Any) -> None:
    """Remove the triggers."""
    for statement in LIFTED[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)

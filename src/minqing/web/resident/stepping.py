"""One place from which a report is made, and how each of its steps is drawn."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from minqing.cases.queries import cards_for_words
from minqing.kernel.errors import Refused
from minqing.vault.danger import Danger

from . import accusing, asking, drafting, following, places, preview, uploads
from .drafting import STEPS, Draft, Problems
from .edge import page
from .places import Standing
from .warning import danger_page

KEPT = _("What you wrote is kept.")
KEPT_BUT_PHOTOS = _("What you wrote is kept. Photos must be chosen again.")
FIELDS = {"where_words": "where", "about_org_path": "unit", "matter_number": "matter"}
"""Names of the door that differ from those on the page."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """
    A report being made.

    :param back: where the first step's way back leads.
    """

    request: HttpRequest
    standing: Standing
    back: str
    at: datetime

    def show(
        self,
        draft: Draft,
        step: str,
        *,
        problems: Problems | None = None,
        sentences: list[Any] | None = None,
        status: int = 200,
        fresh: bool = False,
    ) -> HttpResponse:
        """Draw one step with everything typed so far in it."""
        frame = self._frame(draft, step)
        if step == "where":
            frame["offered"] = asking.offered(draft.words)
            frame["evidence"] = asking.brought_for(draft.matter)
            frame["asked"] = asking.asked(draft.answers, draft.matter, problems or {})
        if step == "check":
            frame["same_here"] = following.same_here(self.standing.place_path, draft, self.at)
        said = {"problems": problems or {}, "sentences": sentences or [], "fresh": fresh}
        return page(self.request, "report_page", frame | said, status=status)

    def warn(self, draft: Draft, step: str, danger: Danger) -> HttpResponse:
        """Draw the page that says whom to call first, on the way out of a step."""
        carried = [("step", step), *replace(draft, told="1").typed()]
        return danger_page(self.request, danger, carried, self._frame(draft, step))

    def refuse(self, draft: Draft, refusal: Refused, *, with_photos: bool) -> HttpResponse:
        """Draw the step that a refusal is about, and say what was kept."""
        field = FIELDS.get(refusal.field, refusal.field)
        field = "answers" if field.startswith("answer_") else field
        step = next((one for one in STEPS if field in drafting.ASKED[one]), "photos")
        kept: Any = KEPT_BUT_PHOTOS if with_photos else KEPT
        known = field == "photos" or field in drafting.ASKED[step]
        problems, sentences = ({field: refusal}, [kept]) if known else ({}, [refusal, kept])
        return self.show(draft, step, problems=problems, sentences=sentences, status=refusal.status)

    def _frame(self, draft: Draft, step: str) -> dict[str, Any]:
        frame: dict[str, Any] = {
            "step": step,
            "step_template": f"resident/steps/_{step}.html",
            "number": STEPS.index(step) + 1,
            "steps": STEPS,
            "draft": draft,
            "draft_form": True,
            "carried": draft.carried(step),
            "most": drafting.WORDS_MOST,
            "photos_most": uploads.PHOTOS_MOST,
            "place": self.standing.place,
            "back_url": self.back,
        }
        if step == "words":
            frame["units"] = accusing.units_to_choose(draft)
            frame["speak_url"] = places.speak_url(self.standing)
        if step == "check":
            frame["about"] = accusing.unit_name(draft)
            frame["suggested"] = accusing.suggested(draft)
            frame["words"] = preview.pieces_of_words(draft)
            frame["place_words"] = preview.pieces_of_place(draft)
            frame["missing"] = preview.not_found(draft)
            inside, village = self.standing.read_by_office(self.at), self.standing.place
            frame["policies"] = cards_for_words(draft.text, at=self.at)
            frame["may_widen"] = inside != village
            frame["read_place"] = inside
        return frame

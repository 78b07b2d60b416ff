"""Proofs: that one fact lies under a seal that was published, and the script that checks it elsewhere."""

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from minqing.cases.queries import fact_to_prove
from minqing.exchange import verify_fact
from minqing.ledger.proofs import Proof, prove

from .auth import caller
from .problems import REFUSALS
from .shapes import shape

router = Router(tags=["figures"])

PLAIN = "text/x-python"
FILE: dict[str, Any] = {"responses": {200: {"content": {PLAIN: {"schema": {"type": "string"}}}}}}


class UnderWhich(BaseModel):
    """Under which seal; the first that covers the fact when left out."""

    seal: Annotated[int, Field(ge=1, le=2**31)] | None = None


@router.get("/facts/{fact_id}/proof", response={200: shape(Proof), **REFUSALS}, summary="Prove a fact")
def prove_fact(request: HttpRequest, fact_id: UUID, asked: Query[UnderWhich]) -> Any:
    """
    Prove that a fact lies under a seal; needs `ledger.read` or `cases.oversee` where the fact lies.

    Keep the answer as a file and check it with the script of `/facts/verifier` against the seal as it was published:
    leaf, position and path lead to the root, or something was changed.
    """
    fact_to_prove(fact_id, actor=caller(request))
    return prove(fact_id, seal=asked.seal)


@router.get("/facts/verifier", auth=None, response={200: str}, summary="Fetch the verifier", openapi_extra=FILE)
def fetch_verifier(request: HttpRequest) -> Any:
    """Fetch the script that checks a proof: one file, Python's standard library only, no network. Needs no key."""
    answer = HttpResponse(Path(verify_fact.__file__).read_bytes(), content_type=f"{PLAIN}; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="verify_fact.py"'
    return answer

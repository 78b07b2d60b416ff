"""What other sides have signed and said once: so that nobody says it for them a second time."""

from django.db import models


class SeenOnce(models.Model):
    """One chance value of one signed call; it is forgotten once its moment would be refused anyway."""

    key = models.CharField(max_length=64, primary_key=True)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "exchange_seen_once"

    def __str__(self) -> str:
        return self.key

import json
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import QuoteDecision


class Command(BaseCommand):
    help = "Writes every decision on a found quotation as JSON lines: the outlet's own training and test set."

    def handle(self, *args: Any, **options: Any) -> None:
        for it in QuoteDecision.objects.select_related("speaker").iterator():
            row = {
                "article": it.article_id,
                "verdict": it.verdict,
                "rules_version": it.rules_version,
                "speaker": it.speaker.name if it.speaker else None,
                "label": it.label,
                "at": it.at.isoformat(),
                "proposal": it.proposal,
            }
            self.stdout.write(json.dumps(row, ensure_ascii=False, sort_keys=True))

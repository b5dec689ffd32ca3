"""What the desk's first page shows: the index is Django's own view, so its template asks."""

from __future__ import annotations

from django import template
from django.contrib.auth.models import User

from articles.desk import my_work as works

register = template.Library()


@register.simple_tag
def my_work(user: User) -> works.Work | None:
    """None for an account that may not see stories."""
    return works.my_work(user) if user.has_perm("articles.view_article") else None

"""Old addresses of sections, tags and visuals, and where they went. A story's old addresses are its old editions."""

from django.db import models
from django.db.models import F, Q


class Redirect(models.Model):
    """Followed only when nothing answers at the old address and the new one does answer readers."""

    old_path = models.CharField(max_length=300, unique=True, help_text="Begins with a slash: /tags/old/")
    new_path = models.CharField(max_length=300, db_index=True, help_text="On this site: /tags/new/")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["old_path"]
        constraints = [models.CheckConstraint(condition=~Q(old_path=F("new_path")), name="redirect_goes_elsewhere")]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"

    @classmethod
    def leave(cls, old_path: str, new_path: str) -> None:
        """Point the old address, and all that pointed at it, to the new one; no chains, no loops."""
        cls.objects.filter(old_path=new_path).delete()
        cls.objects.filter(new_path=old_path).update(new_path=new_path)
        cls.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path})

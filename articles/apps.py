from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.planner import after_connecting, after_migrate

        connection_created.connect(after_connecting)
        post_migrate.connect(after_migrate, sender=self)

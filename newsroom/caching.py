"""How long a page may be kept by browsers and caches: one policy, stated once.

Public pages may be kept for a minute and are checked again by a fingerprint of their bytes. All else is never kept.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag

PUBLIC_SECONDS = 60
_PRIVATE_PREFIXES = ("/admin/", "/preview/", "/healthz")


class CachePolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        is_public = request.method in ("GET", "HEAD") and not request.path.startswith(_PRIVATE_PREFIXES)
        if not is_public or response.status_code >= 400 or response.cookies:
            patch_cache_control(response, no_store=True, private=True)
            return response
        patch_cache_control(response, public=True, max_age=PUBLIC_SECONDS)
        if response.streaming or not response.content:
            return response
        set_response_etag(response)
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

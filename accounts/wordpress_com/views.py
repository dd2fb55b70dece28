from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter
from django.conf import settings
from django.http import HttpRequest


class WordPressComAdapter(OAuth2Adapter):
    provider_id = "wordpress_com"

    @property
    def base(self) -> str:
        """Another server in tests: SOCIALACCOUNT_PROVIDERS["wordpress_com"]["BASE_URL"]."""
        ours = settings.SOCIALACCOUNT_PROVIDERS.get(self.provider_id, {})
        return str(ours.get("BASE_URL", "https://public-api.wordpress.com"))

    @property
    def authorize_url(self) -> str:
        return f"{self.base}/oauth2/authorize"

    @property
    def access_token_url(self) -> str:
        return f"{self.base}/oauth2/token"

    @property
    def profile_url(self) -> str:
        return f"{self.base}/rest/v1.1/me"

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **_more: Any) -> Any:
        headers = {"Authorization": f"Bearer {token.token}"}
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.profile_url, headers=headers)
        answer.raise_for_status()
        return self.get_provider().sociallogin_from_response(request, answer.json())

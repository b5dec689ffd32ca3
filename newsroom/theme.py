"""The one inline script of public pages: it sets a chosen theme before the first paint. Its hash stands in the CSP."""

import base64
import hashlib

THEME_SCRIPT = "try{const t=localStorage.theme;if(t)document.documentElement.dataset.theme=t}catch{}"
_DIGEST = hashlib.sha256(THEME_SCRIPT.encode()).digest()
THEME_SCRIPT_HASH = f"'sha256-{base64.b64encode(_DIGEST).decode()}'"

"""Calls of the API and of Prometheus, by the standard library, read only."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request

from reading import FleetError

LOCAL = ("127.0.0.1", "localhost", "::1")
# What passes by itself: too many calls, and a service that is away for a moment.
PASSING = (429, 500, 502, 503, 504)
TRIES = 5
LONGEST_WAIT_S = 30.0
TIMEOUT_S = 60


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: the key would go along."""

    def redirect_request(self, *_arguments):
        return None


class Api:
    """One origin, and what is sent along with every call of it."""

    def __init__(self, base, headers, wait=time.sleep):
        self.base, self.headers, self.wait = base.rstrip("/"), headers, wait
        parts = urllib.parse.urlsplit(self.base)
        local = parts.hostname in LOCAL
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise FleetError(f"{base} is no address: give one with https://.")
        if parts.scheme == "http" and not local:
            raise FleetError(f"{base}: a key goes along, so only this machine may be http://.")
        handlers = [_Stay] + ([urllib.request.ProxyHandler({})] if local else [])
        self.opener = urllib.request.build_opener(*handlers)

    def get(self, path, **asked):
        """The answer to a call, as JSON."""
        query = urllib.parse.urlencode({k: v for k, v in asked.items() if v is not None})
        url = f"{self.base}{path}" + (f"?{query}" if query else "")
        for tries in range(1, TRIES + 1):
            request = urllib.request.Request(url, headers=self.headers)
            try:
                with self.opener.open(request, timeout=TIMEOUT_S) as reply:
                    return json.load(reply)
            except urllib.error.HTTPError as error:
                with error:
                    if error.code not in PASSING or tries == TRIES:
                        raise Refused(error.code, f"{self.base}{path}", _why(error)) from None
                    self.wait(_pause(error.headers.get("Retry-After"), tries))
            except (OSError, ValueError) as error:
                # A URLError says why in its reason.
                why = getattr(error, "reason", error)
                raise FleetError(
                    f"{self.base}{path} gave no answer that can be read: {why}."
                ) from None

    def numbered(self, path, field, **asked):
        """A list whose pages have numbers, to its end."""
        found, page = [], 1
        while True:
            reply = self.get(path, page=page, page_size=100, **asked)
            found += reply[field]
            if not reply[field] or len(found) >= reply["total_count"]:
                return found
            page += 1

    def chained(self, path, field, **asked):
        """A list whose every page names the next, to its end."""
        found, token = [], None
        while True:
            reply = self.get(path, page_size=100, page_token=token, **asked)
            found += reply[field]
            token = reply.get("next_page_token")
            if not token:
                return found


class Refused(FleetError):
    """A call that was answered, by no."""

    def __init__(self, status, url, why):
        self.status = status
        hint = {
            401: "The key is not known, or has expired: check SCW_SECRET_KEY.",
            403: "The key may not read this: give it the rights to read, or take another.",
        }.get(status, "")
        super().__init__(f"{url} was refused with {status}: {why} {hint}".strip())


def _why(error):
    try:
        told = json.loads(error.read() or b"{}")
        return str(told.get("message") or told.get("error") or error.reason)
    except (OSError, ValueError, AttributeError):
        return str(error.reason)


def _pause(told, tries):
    """How long to wait: as long as the answer says, or twice as long each time."""
    try:
        return min(max(float(told), 0.0), LONGEST_WAIT_S)
    except (TypeError, ValueError):
        return min(2.0**tries / 4, LONGEST_WAIT_S)

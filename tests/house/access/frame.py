"""Signing in, probes, and the API's own pages."""

from tests.house.access import Place, Row, everybody


def key(place: Place) -> dict[str, object]:
    return {"key": "no-such-key"}


def reset_key(place: Place) -> dict[str, object]:
    return {"uidb36": "1", "key": "no-such-key"}


# The people of the matrix have no password and no second factor: there is nothing to show them
# again (404), and nothing to prove oneself with once more (403).
OPEN = everybody(200)
ROWS = [
    Row(name="healthz", answers=OPEN, signed_out=200),
    # No worker and no beat runs in tests, and the probe says so to whoever asks.
    Row(name="readyz", answers=everybody(503), signed_out=503),
    Row(name="metrics", answers=OPEN, signed_out=200),
    Row(name="api-schema", answers=OPEN, api=True, signed_out=200),
    Row(name="api-docs", answers=OPEN, api=True, signed_out=200),
    Row(name="account_login", answers=everybody(302), signed_out=200),
    Row(name="account_signup", answers=everybody(302), signed_out=200),
    Row(name="account_logout", answers=OPEN, signed_out=302),
    Row(name="account_inactive", answers=OPEN, signed_out=200),
    Row(name="account_reset_password", answers=OPEN, signed_out=200),
    Row(name="account_reset_password_done", answers=OPEN, signed_out=200),
    Row(name="account_reset_password_from_key", kwargs=reset_key, answers=OPEN, signed_out=200),
    Row(name="account_reset_password_from_key_done", answers=OPEN, signed_out=200),
    Row(name="account_confirm_email", kwargs=key, answers=OPEN, signed_out=200),
    Row(name="account_email_verification_sent", answers=OPEN, signed_out=200),
    Row(name="account_confirm_login_code", answers=everybody(302), signed_out=302),
    Row(name="account_change_password", answers=everybody(302)),
    Row(name="account_set_password", answers=OPEN),
    Row(name="second_factor", answers=OPEN),
    # The admin keeps the addresses people sign in with; the page leads to one's own settings.
    Row(name="account_email", answers=everybody(302)),
    Row(name="account_email", method="post", answers=everybody(302)),
    Row(name="account_reauthenticate", answers=everybody(403)),
    Row(name="mfa_index", answers=OPEN),
    Row(name="mfa_authenticate", answers=everybody(302)),
    Row(name="mfa_reauthenticate", answers=everybody(403)),
    Row(name="mfa_activate_totp", answers=OPEN),
    Row(name="mfa_deactivate_totp", answers=everybody(404)),
    Row(name="mfa_generate_recovery_codes", answers=OPEN),
    Row(name="mfa_view_recovery_codes", answers=everybody(404)),
    Row(name="mfa_download_recovery_codes", answers=everybody(404)),
]

"""Write the table of settings in docs/operations.md from crm/settings.py.

`settings_table.py` writes it; `settings_table.py --check` ends with 1 when the page says otherwise.
Names and defaults are read from the code; what a setting means stands in MEANINGS, and a setting
without a meaning, or a meaning without a setting, stops the run.
"""

import ast
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/operations.md"
MARKS = "<!-- settings -->", "<!-- end of settings -->"
READERS = {"env.str", "env.int", "env.float", "env.list", "flag", "hidden"}
NEEDED = {"SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL"}

MEANINGS = {
    "CONFIDANT_PRODUCTION": "`true` on a real installation. What is unsafe then refuses to start.",
    "DEBUG": "Pages of errors with their insides; never in production.",
    "CONFIDANT_DEMO": "Demo company and sign-ins; on unless in production.",
    "SECRET_KEY": "At least 50 random characters: signs sessions and links.",
    "ALLOWED_HOSTS": "Names this installation answers to, divided by commas; never `*`.",
    "BASE_URL": "The address people type; links in letters begin with it.",
    "CONFIDANT_COMPANY": "The company's name, on every page.",
    "CONFIDANT_ZONE": "The zone in which periods and quarters begin and end.",
    "CONFIDANT_NIGHT": "The company's night, in its zone: only who is on call is woken.",
    "CONFIDANT_CURRENCY": "The company's currency, three letters.",
    "DATABASE_URL": "`postgres://person:password@host/name`. Empty: the embedded PostgreSQL.",
    "REDIS_URL": "`redis://…`, `rediss://…` or `unix://…`. Empty: the embedded Valkey.",
    "CONFIDANT_API_LIMIT": "Requests a token may make, such as `600/min`.",
    "CONFIDANT_LOGIN_LIMIT": "Failed sign-ins before one has to wait: by address, by name.",
    "CONFIDANT_TRUSTED_PROXIES": "How many proxies in front add to `X-Forwarded-For`.",
    "CONFIDANT_SECOND_FACTOR": "Privacy, finance, directors and admins set up an app before"
    " anything else; off in the demonstration.",
    "CONFIDANT_REDIRECT_TO_HTTPS": "Send people who come by http to https (only in production).",
    "CONFIDANT_BEHIND_PROXY": "A proxy ends TLS and sets `X-Forwarded-Proto`; believe it.",
    "EMAIL_URL": "The mail server: `smtp+tls://user:password@host:587`.",
    "CONFIDANT_FROM": "Whom letters come from.",
    "CONFIDANT_WEBHOOK_URL": "An https address that is told what the channel *webhook* has to say.",
    "CONFIDANT_WEBHOOK_KEY": "Signs what is posted there (`X-Confidant-Signature`).",
    "CONFIDANT_METRICS_TOKEN": "Whoever brings it as `Authorization: Bearer …` reads `/metrics`"
    " from elsewhere; without it only this machine does.",
    "CONFIDANT_WEBHOOK_INSIDE": "Servers of our own network that webhooks may reach, `host:port`"
    " divided by commas; to these alone also by http.",
    "CONFIDANT_MAILBOX": "Where answers about a ticket go; mail to `care+anything@…` must arrive"
    " there too. Without it mail names no such address.",
    "CONFIDANT_IMAP_URL": "The mailbox that `fetch_mail` reads, over TLS:"
    " `imaps://user:password@host:993/INBOX`.",
    "CONFIDANT_TASK_PATIENCE": "On a slow machine `2`: each task may take twice the time below"
    " before it is ended.",
    "CONFIDANT_LOG_LEVEL": "`INFO` adds a line per request, `DEBUG` more.",
    "CONFIDANT_STATE": "The folder that keeps all that is embedded; `.confidant` unless named.",
    "CONFIDANT_PG_BIN": "A folder with PostgreSQL's programs, for the embedded server.",
    "CONFIDANT_REDIS_BIN": "A program of Valkey or Redis, for the embedded server.",
}


def settings() -> dict[str, str]:
    """Read name and default of every setting, in the order of the code."""
    tree = ast.parse((ROOT / "crm/settings.py").read_text())
    found = {}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        first = call.args[0]
        if ast.unparse(call.func) in READERS and isinstance(first, ast.Constant):
            given = [*call.args[1:], *(word.value for word in call.keywords)]
            found[str(first.value)] = _shown(given[0]) if given else ""
    for path in sorted((ROOT / "crm/embedded").glob("*.py")):
        found |= dict.fromkeys(
            re.findall(r"environ\.get\(\"(CONFIDANT_\w+)\"", path.read_text()), ""
        )
    return found


def _shown(default: ast.expr) -> str:
    if not isinstance(default, ast.Constant):
        return ""
    word = str(default.value)
    return f"`{word.lower() if isinstance(default.value, bool) else word}`"


def table() -> str:
    """Give the table as Markdown; settings that hold passwords may also come by file."""
    known = settings()
    if known.keys() != MEANINGS.keys():
        sys.exit(f"say what these mean, or no longer: {sorted(known.keys() ^ MEANINGS.keys())}")
    source = (ROOT / "crm/settings.py").read_text()
    lines = ["| setting | unless set | what it does |", "|---|---|---|"]
    for name, default in known.items():
        by_file = f", or `{name}_FILE`" if f'hidden("{name}")' in source else ""
        star = " \\*" if name in NEEDED else ""
        lines.append(f"| `{name}`{by_file}{star} | {default} | {MEANINGS[name]} |")
    return "\n".join(lines)


def page() -> str:
    """Give the page as it should be."""
    before, rest = PAGE.read_text().split(MARKS[0])
    _old, after = rest.split(MARKS[1])
    return f"{before}{MARKS[0]}\n{table()}\n{MARKS[1]}{after}"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text() != page())
    PAGE.write_text(page())

"""Ask a probe from inside a container: probe.py URL [PART]; the exit code is the answer.

The request names the first of ALLOWED_HOSTS, because the address inside the network is nobody's
business outside. With PART (database, broker, worker, beat) only that part of /readyz decides.
"""

import json
import os
import sys
import urllib.error
import urllib.request


def main(url: str, part: str = "") -> int:
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310 - our own address
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
            status, words = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, words = error.code, error.read()
    except OSError as error:
        print(error)
        return 1
    print(words.decode(errors="replace").strip())
    if part:
        return 0 if json.loads(words).get(part, {}).get("ok") else 1
    return 0 if status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

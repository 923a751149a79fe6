"""Run as a program: make the rows where they are missing, measure every path, write the table.

`python -m tests.benchmarks WORD …` measures only the paths with these words in their names, and
writes nothing. `--skip=WORD` writes the file with such paths left out, and says so in it.
"""

import os
import sys

import django

from tests.benchmarks.ground import servers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")


SKIP = "--skip="


def main(words: list[str]) -> None:
    # The settings read the environment, and models are known only after the settings.
    with servers(throw_away=True):
        django.setup()
        from tests.benchmarks.making import make_ground  # noqa: PLC0415

        make_ground()
    with servers():
        from tests.benchmarks.report import measure_all  # noqa: PLC0415

        measure_all(
            [word for word in words if not word.startswith(SKIP)],
            [word.removeprefix(SKIP) for word in words if word.startswith(SKIP)],
        )


main(sys.argv[1:])

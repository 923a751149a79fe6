"""A disk without room: a clear sentence, nothing typed is lost, no half row stays."""

import os
import resource
import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.models import ImportBatch, ImportFile
from crm.disk import is_full
from crm.journal.models import Entry
from crm.recovery.actions import receive
from crm.recovery.models import Attachment, Message
from tests.chaos import crew
from tests.chaos.conftest import Begin
from tests.chaos.ground import until
from tests.people import Company, halden
from tests.recovery.letters import letter

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.xdist_group("chaos"),
    pytest.mark.django_db(transaction=True),
]
MB = 1 << 20
#: A table that is larger than this may grow no more; the database's own log is never larger.
WAL_FILE = 16 * MB
PICTURE = b"\x89PNG\r\n\x1a\n"


def upload(content: bytes) -> dict[str, object]:
    return {
        "kind": "customers", "has_header": "on", "once": str(uuid4()),
        "file": SimpleUploadedFile("customers of May.csv", content),
    }  # fmt: skip


def names(size: int) -> bytes:
    """Give a file of names that the database cannot press together."""
    written = os.urandom(size // 2).hex()
    return "\n".join(["name", *(written[at : at + 60] for at in range(0, size, 60))]).encode()


@pytest.fixture
def no_room(db: None) -> Iterator[Callable[[], None]]:
    """Give the act that lets this session's server write no file beyond its first 16 MB."""
    with connection.cursor() as sql:
        sql.execute("select pg_backend_pid()")
        (server,) = sql.fetchone()
    free = resource.prlimit(server, resource.RLIMIT_FSIZE)
    yield lambda: resource.prlimit(server, resource.RLIMIT_FSIZE, (WAL_FILE, free[1])) and None
    resource.prlimit(server, resource.RLIMIT_FSIZE, free)


def test_a_large_upload_that_finds_no_room_says_so_and_a_small_one_goes_on(begin: Begin) -> None:
    client = Client()
    company = halden()
    client.force_login(company.dana, backend=settings.AUTHENTICATION_BACKENDS[-1])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={'a' * 32}"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    begin(crew.serve, port, fate=crew.Fate(largest_file=MB))
    until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0, what="the server")

    def post(content: bytes) -> tuple[int, str]:
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        body = encode_multipart(BOUNDARY, upload(content) | {"csrfmiddlewaretoken": "a" * 32})
        headers = {"Cookie": cookies, "Content-Type": MULTIPART_CONTENT}
        line.request("POST", "/imports/", body, headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()

    status, page = post(names(4 * MB))
    assert status == 507
    assert "Our disk is full" in page
    assert '<input type="hidden" name="kind" value="customers">' in page
    assert not ImportBatch.objects.exists()
    assert post(b"name\nAlba Foods\n")[0] == 302


def test_a_database_without_room_keeps_no_half_row_and_what_was_typed_comes_back(
    company: Company, signed_in: Callable[..., Client], no_room: Callable[[], None]
) -> None:
    dana = signed_in(company.dana)
    assert dana.post("/imports/", upload(b"name\nAlba Foods\n")).status_code == 302
    large = ImportFile.objects.get()
    ImportFile.objects.update(content=os.urandom(WAL_FILE + MB))
    before = (ImportBatch.objects.count(), Entry.objects.count())
    no_room()
    answer = dana.post("/imports/", upload(names(MB)))
    assert answer.status_code == 507
    assert '<input type="hidden" name="kind" value="customers">' in answer.content.decode()
    assert (ImportBatch.objects.count(), Entry.objects.count()) == before
    assert large.pk == ImportFile.objects.get().pk


def test_a_mail_whose_picture_finds_no_room_is_taken_in_later(
    company: Company, no_room: Callable[[], None]
) -> None:
    for number in range(2):
        picture = PICTURE + os.urandom(9 * MB)
        receive(letter(files={"large.png": picture}, ident=f"{number}@x"))
    late = letter(files={"late.png": PICTURE + os.urandom(MB)}, ident="late@x")
    free = resource.RLIM_INFINITY
    no_room()
    with pytest.raises(DatabaseError) as refused:
        receive(late)
    assert is_full(refused.value)
    assert not Message.objects.filter(message_id="late@x").exists()
    assert Attachment.objects.count() == 2
    with connection.cursor() as sql:
        sql.execute("select pg_backend_pid()")
        resource.prlimit(sql.fetchone()[0], resource.RLIMIT_FSIZE, (free, free))
    assert receive(late).attachments.count() == 1
    assert Attachment.objects.count() == 3

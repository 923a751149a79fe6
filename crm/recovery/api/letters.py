"""What the API shows of the mails on a ticket."""

from typing import Any

from rest_framework import serializers


class FileOut(serializers.Serializer[Any]):
    """A file that came with a mail; its bytes are on the ticket's page only."""

    id = serializers.CharField()
    name = serializers.CharField()
    size = serializers.IntegerField(help_text="In bytes.")


class LetterOut(serializers.Serializer[Any]):
    """One mail of the conversation, the oldest first."""

    id = serializers.CharField(source="pk")
    is_ours = serializers.BooleanField(help_text="Whether we wrote it.")
    made_by = serializers.CharField(help_text="person, or what kind of machine.")
    name = serializers.CharField(help_text="Empty for an address we do not know.")
    address = serializers.CharField()
    subject = serializers.CharField()
    words = serializers.CharField(help_text="What was written now, without quotes.")
    at = serializers.DateTimeField()
    files = FileOut(many=True)

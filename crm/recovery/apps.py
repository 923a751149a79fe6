from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "crm.recovery"
    verbose_name = "OOPS! tickets"

from django.apps import AppConfig


class RecoveryConfig(AppConfig):
    name = "crm.recovery"
    verbose_name = "OOPS! tickets"

    def ready(self) -> None:
        # Models are there only once the apps are.
        from crm.notices.channels import REPLIES  # noqa: PLC0415
        from crm.recovery.actions.addresses import reply_address  # noqa: PLC0415
        from crm.recovery.actions.letting_go import forget_surprises  # noqa: PLC0415
        from secrets_manual.actions.letting_go import LETS_GO  # noqa: PLC0415

        REPLIES["ticket"] = reply_address
        LETS_GO.append(forget_surprises)

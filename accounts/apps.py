from django.apps import AppConfig

from crm import company


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Who is who"

    def ready(self) -> None:
        """Tell the layers below what only this one knows: the company's row, a link's words."""
        from accounts.actions import invitation_url  # noqa: PLC0415 - models exist only now
        from accounts.queries import company_facts  # noqa: PLC0415
        from crm.notices.channels import LINKS  # noqa: PLC0415

        company.ask(company_facts)
        LINKS["invitation"] = invitation_url

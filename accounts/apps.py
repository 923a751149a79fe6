from django.apps import AppConfig

from crm import company


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Who is who"

    def ready(self) -> None:
        """Tell the lowest layer how to read the company's row, which only this one knows."""
        from accounts.queries import company_facts  # noqa: PLC0415 - models exist only now

        company.ask(company_facts)

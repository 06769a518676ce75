"""The room of the policies: its licenses read, its gate built, its routes mounted."""

from flask import Flask

from directory.hooks.metrics import Metrics
from directory.hooks.services import Services
from directory.policies import access, api, gated, license_pages, open_pages
from directory.policies.assets import asset_url
from directory.policies.gate import Gate
from directory.policies.licenses import load

ROOMS = (open_pages.room, license_pages.room, gated.room, api.room)


def install(app: Flask, of: Services, metrics: Metrics) -> None:
    """Mount the policies. Raises LicenseError for a license file that cannot be used."""
    app.extensions[access.KEY] = Gate(
        of.store,
        load(of.config.home),
        of.secret,
        production=of.config.production,
        today=of.today,
        count=metrics.license_event,
    )
    for room in ROOMS:
        app.register_blueprint(room)

    @app.context_processor
    def assets() -> dict[str, object]:
        return {"policies_asset": asset_url}

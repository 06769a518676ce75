"""The application: opens nothing before it must, installs the hooks and mounts the rooms."""

import logging
import sys
from collections.abc import Callable
from datetime import date, datetime

from flask import Flask

from directory.api.routes import room as api
from directory.config import Config
from directory.crawl.routes import room as crawl
from directory.hooks import answers, problems, reader
from directory.hooks.health import blueprint as health
from directory.hooks.hosts import trusted_hosts
from directory.hooks.metrics import Metrics
from directory.hooks.proxies import Proxies
from directory.hooks.services import KEY, Services, utc_now
from directory.join.routes import room as join
from directory.places.gazetteer import gazetteer
from directory.policies.room import install as install_policies
from directory.search.engine import Engine
from directory.specialties.catalog import catalog
from directory.staff.assets import assets as staff_assets
from directory.staff.provider import install as install_provider
from directory.staff.routes import room as staff
from directory.vanity.routes import room as vanity
from directory.web.routes import room as web


def create_app(
    config: Config | None = None,
    engine: Engine | None = None,
    today: Callable[[], date] = date.today,
    now: Callable[[], datetime] = utc_now,
) -> Flask:
    """The WSGI application for `config` (the environment's when None).

    It starts while the engine is down, answers 503 until the engine returns, and then recovers by
    itself. Raises ConfigError for settings that cannot be used.
    """
    config = config or Config.from_env()
    _log_to_stderr()
    app = Flask("directory", static_folder=None)
    app.url_map.merge_slashes = False
    of = Services(config, engine, today, now)
    # Read now, so that nobody's first question waits for them.
    catalog()
    gazetteer()
    app.extensions[KEY] = of
    metrics = Metrics()
    answers.install(app, of, metrics)
    reader.install(app)
    problems.install(app)
    app.config["TRUSTED_HOSTS"] = trusted_hosts(config)
    app.wsgi_app = Proxies(app.wsgi_app, config.trusted_proxies)  # type: ignore[method-assign]  # as Flask's documentation has it
    app.register_blueprint(vanity)
    app.register_blueprint(join)
    app.register_blueprint(crawl)
    app.register_blueprint(health(metrics))
    app.register_blueprint(api)
    app.register_blueprint(web)
    app.register_blueprint(staff_assets)
    app.register_blueprint(staff)
    install_provider(app, config, of.secret)
    install_policies(app, of, metrics)
    return app


def _log_to_stderr() -> None:
    """One line per answer, unless the operator has set up logging already."""
    logger = logging.getLogger("directory")
    if logger.handlers or logging.getLogger().handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)

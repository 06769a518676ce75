"""The browser of the browser tests and of the audit: found, installed where allowed, or named."""

import os
import shutil
import subprocess

from playwright._impl._driver import compute_driver_executable

from tests.tools import MissingTool, apt

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PACKAGES = ("chromium", "fonts-wqy-microhei")
DRIVER_PACKAGES = ("libatomic1", "libstdc++6")
"""What the program that drives the browser is linked with and a bare Debian lacks."""
VARIABLE = "CHROME_PATH"
NO_BROWSER = "Chromium is not installed here; `make test` installs it or names the package."
# Nothing of the browser's own may reach for other machines while pages are being watched.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=AutofillServerCommunication,OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost",
]


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, CHROME_PATH first."""
    named = os.environ.get(VARIABLE)
    if named:
        return named if os.access(named, os.X_OK) else None
    return next(filter(None, map(shutil.which, NAMES)), None)


def ensure_chromium() -> None:
    """Make sure that Chromium is there; install it as root on Debian.

    Raises MissingTool, naming package and command, where that is not allowed.
    """
    if find_chromium():
        return
    if os.environ.get(VARIABLE):
        raise MissingTool(f"{VARIABLE} names {os.environ[VARIABLE]!r}, which is no program.")
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise MissingTool(
            "The browser tests need Chromium. Install it, then run `make test` again: "
            f"`sudo apt-get install {' '.join(PACKAGES)}` on Debian and Ubuntu, "
            "`brew install --cask chromium` on macOS, `sudo dnf install chromium` on Fedora. "
            f"One that lies elsewhere can be named in {VARIABLE}."
        )
    print("Installing Chromium for the browser tests (apt-get) …", flush=True)
    apt("update")
    apt("install", "--no-install-recommends", *PACKAGES)
    if not find_chromium():
        raise MissingTool("apt-get ended well, yet Chromium cannot be found.")


def driver_runs() -> bool:
    """Whether the program that drives the browser starts; it comes with the Python package."""
    program, _ = compute_driver_executable()
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def ensure_driver() -> None:
    """Make sure that the driver starts; install its libraries as root on Debian.

    Raises MissingTool, naming package and command, where that is not allowed.
    """
    if driver_runs():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise MissingTool(
            "The driver of the browser tests does not start: a library is missing. Install it, "
            f"then run `make test` again: `sudo apt-get install {' '.join(DRIVER_PACKAGES)}`."
        )
    print("Installing libraries for the driver of the browser tests (apt-get) …", flush=True)
    apt("update")
    apt("install", "--no-install-recommends", *DRIVER_PACKAGES)
    if not driver_runs():
        raise MissingTool("apt-get ended well, yet the driver of the browser does not start.")

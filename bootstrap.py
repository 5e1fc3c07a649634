"""Prepare this checkout and run it: `make run`, `make test`. Standard library only.

Kept readable for old Pythons, so that one of them can say which version is needed.
"""

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
NEEDED = (3, 11)
# about as long as those of the engine and the web together
SIDE = ("decisions", "e2e", "flows", "forms", "kpi", "processes")
GATE = (
    ("format", ["-m", "ruff", "format", "--check", "."]),
    ("lint", ["-m", "ruff", "check", "."]),
    ("types", ["-m", "mypy"]),
    ("imports", ["-m", "importlinter.cli", "lint"]),
)


class SetupError(Exception):
    """Something on this machine is missing; the text says what and what to do."""


def main(arguments=None):
    """Do what was asked; print one clear message where it can not be done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("action", choices=("install", "run", "check", "test"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    os.chdir(str(ROOT))
    try:
        return perform(options)
    except SetupError as error:
        print("\n{}\n".format(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def perform(options):
    """Carry one action out and return its exit code."""
    check_machine()
    if options.action == "run":
        check_port(options.host, options.port)
        install("")
        return serve(options.host, options.port)
    install("[test]")
    if options.action == "install":
        return 0
    failed = gate()
    if failed or options.action == "check":
        return failed
    return tests()


def check_machine():
    """Refuse early what can not work."""
    if sys.version_info < NEEDED:
        raise SetupError(
            "Python {} or newer is needed; this is {}.\nInstall a newer one and say which: "
            "make run PYTHON=python3.12".format(".".join(map(str, NEEDED)), sys.version.split()[0])
        )
    for folder in (ROOT, ROOT / "instance"):
        if not os.access(str(folder), os.W_OK):
            raise SetupError(
                "The folder {} is not writable.\nCopy the project to a folder of your own, or "
                "change its permissions.".format(folder)
            )


def check_port(host, port):
    """Refuse a port that is in use before anything is installed."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SetupError(
                "Port {} on {} can not be used: {}.\nStop the program that uses it, or choose "
                "another: make run PORT={}".format(port, host, error.strerror, port + 1)
            ) from error


def install(extras):
    """Create .venv and install the pinned packages, unless that is done already."""
    stamp = VENV / "installed{}".format("-test" if extras else "")
    wanted = hashlib.sha256(
        (ROOT / "setup.cfg").read_bytes() + sys.version.encode() + str(ROOT).encode()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    make_venv()
    print("Installing packages into .venv ...", flush=True)
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--retries", "1", "--timeout", "30", "--editable", ".{}".format(extras)]
    if subprocess.call(command):
        raise SetupError(
            "The Python packages could not be installed (see the lines above).\n"
            "Usual cause: the package registry can not be reached from here, or a proxy is "
            "missing.\nTry: HTTPS_PROXY=<proxy> or PIP_INDEX_URL=<your mirror>, then again."
        )
    stamp.write_text(wanted)
    if extras:
        (VENV / "installed").write_text(wanted)


def make_venv():
    """Create the virtual environment."""
    if PYTHON.exists():
        return
    print("Creating .venv ...", flush=True)
    done = subprocess.call([sys.executable, "-m", "venv", str(VENV)])
    if done or not PYTHON.exists():
        shutil.rmtree(str(VENV), ignore_errors=True)
        raise SetupError(
            "Python's venv module does not work here.\n"
            "On Debian or Ubuntu: apt install python3-venv, then again."
        )


def serve(host, port):
    """Hand over to the product: demonstration database, people, processes, server."""
    command = [str(BIN / "ravand"), "demo", "--host", host, "--port", str(port)]
    return subprocess.call(command)


def gate():
    """Run the checks that need no test."""
    for name, command in GATE:
        print("== {}".format(name), flush=True)
        code = subprocess.call([str(PYTHON), *command])
        if code:
            print("The gate stopped at: {}".format(name), file=sys.stderr)
            return code
    return 0


def tests():
    """Build the browser's files, see to a browser, run every test with coverage."""
    code = subprocess.call([str(PYTHON), "web/assets.py"])
    if code:
        return code
    see_to_browser()
    print("== tests", flush=True)
    code = both_halves()
    for report in (["combine", "--quiet"], ["report", "--format=total"]):
        covered = subprocess.call([str(PYTHON), "-m", "coverage", *report])
        if covered and not code:
            print("Too little of the code is covered: coverage report", file=sys.stderr)
            code = covered
    return code


def both_halves():
    """Run one half of the tests beside the other; show its output when both are done."""
    run = [str(PYTHON), "-m", "coverage", "run", "-m", "pytest"]
    side = ["tests/{}".format(folder) for folder in SIDE]
    others = ["--ignore={}".format(folder) for folder in side]
    with tempfile.TemporaryFile() as said:
        beside = subprocess.Popen([*run, *side], stdout=said, stderr=subprocess.STDOUT)
        code = subprocess.call([*run, "tests", *others])
        code_beside = beside.wait()
        print("== tests of {}".format(", ".join(SIDE)), flush=True)
        said.seek(0)
        shutil.copyfileobj(said, sys.stdout.buffer)
        sys.stdout.flush()
    return code or code_beside


def see_to_browser():
    """Install Debian's Chromium where it is missing and we may."""
    if shutil.which("chromium") or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print("Installing Chromium ...", flush=True)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.call(["apt-get", "-qq", "update"], **quiet)
    subprocess.call(["apt-get", "-qq", "install", "-y", "chromium", "fonts-noto-core"], **quiet)


if __name__ == "__main__":
    sys.exit(main())

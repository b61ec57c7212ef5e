"""The page for administrators and the files beside it say what the product knows: commands, settings, units, proxies.

The page has been followed literally on a bare Debian. Here is what can drift from it with a change of the code.
"""

import re
import shlex
import shutil
import subprocess
import tomllib
from configparser import RawConfigParser
from importlib.metadata import metadata
from pathlib import Path

import click
import pytest

from dashboard import app
from dashboard.app import create_app
from dashboard.cli import main
from dashboard.settings import Settings
from tests.copies import copy_of
from tests.dashboard.test_door import settings_of
from tests.signing import client_of

FOLDER = Path("docs/installation")
PAGE = Path("docs/operations.md").read_text(encoding="utf-8")
SERVICES = sorted(FOLDER.glob("*.service"))
UNITS = [*SERVICES, *sorted(FOLDER.glob("*.timer"))]
BINARIES = "/opt/mmuko/.venv/bin/"
GUNICORN = ["gunicorn", "--config", "python:dashboard.server", "dashboard.app:production()"]
MEGABYTE = {"m": 2**20, "MB": 10**6}


def shell_lines() -> list[str]:
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def known_settings() -> set[str]:
    # The language of the command line is read by the command line.
    fields = Settings.model_fields.items()
    return {str(one.validation_alias or f"MMUKO_{name.upper()}") for name, one in fields} | {"MMUKO_LANGUAGE"}


def unit(path: Path) -> RawConfigParser:
    # The same name may stand twice in a unit; none of ours does.
    parsed = RawConfigParser(comment_prefixes="#")
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read(path, encoding="utf-8")
    return parsed


def command_of(words: list[str]) -> click.Command:
    """The command that these words call; fails where a word or an option of it is not known."""
    context = click.Context(main)
    command: click.Command = main
    rest = list(words)
    while rest and isinstance(command, click.Group):
        options = {name: one for one in command.params for name in one.opts}
        if rest[0] in options:
            del rest[:2]
            continue
        found = command.get_command(context, rest.pop(0))
        assert found is not None, words
        command = found
    known = {name for one in command.params for name in one.opts}
    assert {word for word in rest if word.startswith("--")} <= known, words
    return command


def documented_commands() -> list[str]:
    inline = re.findall(r"`(mmuko [a-z][^`]*)`", PAGE)
    # In a container the name of the image stands before the command.
    lines = [re.sub(r"^podman run .* mmuko (?=mmuko )", "", line) for line in (*shell_lines(), *inline)]
    return [line.partition("  #")[0] for line in lines if line.startswith("mmuko ")]


def test_the_page_has_commands() -> None:
    assert len(documented_commands()) > 15


@pytest.mark.parametrize("line", documented_commands())
def test_every_command_of_the_page_exists(line: str) -> None:
    assert not isinstance(command_of(shlex.split(line)[1:]), click.Group)


@pytest.mark.parametrize(
    "path", [*sorted(Path("docs").glob("*.md")), *sorted(FOLDER.iterdir()), Path("README.md")], ids=str
)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"\bMMUKO_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named <= known_settings()


def test_the_file_of_settings_means_the_same_to_systemd_and_to_the_shell() -> None:
    lines = (FOLDER / "mmuko.env").read_text(encoding="utf-8").splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    read = subprocess.run(
        ["/bin/sh", "-c", f"set -a; . ./{FOLDER}/mmuko.env; env"], capture_output=True, text=True, check=True, env={}
    ).stdout
    assert told.items() <= dict(line.split("=", 1) for line in read.splitlines()).items()
    assert set(told) <= known_settings()
    # No default secret: it is made on the server.
    assert told["MMUKO_SECRET"] == ""
    assert any(line.startswith('sed -i "s/^MMUKO_SECRET=') for line in shell_lines())


def test_the_page_names_every_file_and_every_file_is_there() -> None:
    named = set(re.findall(r"installation/([\w.-]+)", PAGE))
    there = {path.name for path in FOLDER.iterdir()}
    copied = {name for name in there if re.fullmatch(r"mmuko-.*\.(service|timer)", name)}
    assert "cp /opt/mmuko/docs/installation/mmuko-*.service /opt/mmuko/docs/installation/mmuko-*.timer " in PAGE
    assert {name for name in named if not name.endswith("-")} - {"mmuko-"} <= there
    assert there <= named | copied


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_unit_starts_what_there_is_as_the_user_of_the_page(path: Path) -> None:
    service = unit(path)["Service"]
    assert service["User"] == "mmuko"
    assert service["EnvironmentFile"] == "/etc/mmuko.env"
    made = next(line for line in shell_lines() if line.startswith("install -d -o mmuko"))
    assert set(service["ReadWritePaths"].split()) <= set(made.split())
    words = shlex.split(service["ExecStart"])
    if words[0] == "/bin/sh":
        words = shlex.split(words[2].removeprefix("exec "))
    assert words[0].startswith(BINARIES)
    if words[0] == f"{BINARIES}mmuko":
        command_of(words[1:])
    else:
        assert [words[0].removeprefix(BINARIES), *words[1:]] == GUNICORN
        assert callable(app.production)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_units(path: Path) -> None:
    words = ("systemd-analyze", "verify", "--man=no", str(path.resolve()))
    told = subprocess.run(words, capture_output=True, text=True).stderr
    # What they start is not installed where the tests run, and there may be no systemd to ask for other units.
    faults = [line for line in told.splitlines() if path.name in line and re.search("nknown|nvalid|ignoring", line)]
    assert faults == []


def test_the_container_starts_the_same_as_the_unit() -> None:
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    assert f"CMD {GUNICORN}".replace("'", '"') in text
    extras = {name for names in re.findall(r"mmuko\[([\w,]+)\]", PAGE + text) for name in names.split(",")}
    assert extras
    assert extras <= set(metadata("mmuko").get_all("Provides-Extra") or ())


def test_the_image_has_every_package_of_the_product() -> None:
    text = (FOLDER / "Containerfile").read_text(encoding="utf-8")
    packages = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    copied = re.findall(r"^COPY (\w+) /opt/mmuko/(\w+)$", text, re.MULTILINE)
    assert sorted(f"{source}*" for source, _target in copied) == sorted(packages["find"]["include"])
    assert all(source == target for source, target in copied)


@pytest.mark.parametrize(
    ("name", "words"), [("nginx.conf", r"client_max_body_size (\d+)(m);"), ("Caddyfile", r"max_size (\d+)(MB)")]
)
def test_a_proxy_lets_files_through_that_the_product_takes(name: str, words: str) -> None:
    found = re.search(words, (FOLDER / name).read_text(encoding="utf-8"))
    assert found
    limit = int(found[1]) * MEGABYTE[found[2]]
    assert Settings().upload_limit <= limit < 1.1 * Settings().upload_limit


def test_a_proxy_says_itself_where_a_request_comes_from() -> None:
    nginx = (FOLDER / "nginx.conf").read_text(encoding="utf-8")
    for line in ("X-Forwarded-For $remote_addr;", "X-Forwarded-Proto https;", 'Forwarded "";', "Host $http_host;"):
        assert f"proxy_set_header {line}" in nginx
    assert f"proxy_pass http://{Settings().bind}:{Settings().port};" in nginx
    caddy = (FOLDER / "Caddyfile").read_text(encoding="utf-8")
    assert f"reverse_proxy {Settings().bind}:{Settings().port}" in caddy
    assert "header_up -Forwarded" in caddy


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    made, key = tmp_path / "mmuko.pem", tmp_path / "mmuko.key"
    line = next(line for line in shell_lines() if line.startswith("openssl "))
    words = shlex.split(line.replace("/etc/ssl/private/mmuko.key", str(key)).replace("/etc/ssl/mmuko.pem", str(made)))
    subprocess.run(words, check=True, capture_output=True)
    return made, key


def with_certificate(name: str, certificate: tuple[Path, Path]) -> str:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return text.replace("/etc/ssl/private/mmuko.key", str(certificate[1])).replace(
        "/etc/ssl/mmuko.pem", str(certificate[0])
    )


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_understands_its_file(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    whole = (
        f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\naccess_log off;\n{with_certificate('nginx.conf', certificate)}}}\n"
    )
    (tmp_path / "nginx.conf").write_text(whole)
    told = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr


@pytest.mark.skipif(shutil.which("caddy") is None, reason="caddy is not installed")
def test_caddy_understands_its_file(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(with_certificate("Caddyfile", certificate))
    told = subprocess.run(
        ["caddy", "validate", "--config", str(tmp_path / "Caddyfile")], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr


def test_the_command_of_the_page_is_the_products_with_its_settings() -> None:
    script = (FOLDER / "mmuko").read_text(encoding="utf-8")
    subprocess.run(["/bin/sh", "-n", str(FOLDER / "mmuko")], check=True)
    assert f'runuser -u mmuko -- {BINARIES}mmuko "$@"' in script
    assert ". /etc/mmuko.env" in script


@pytest.mark.slow
def test_every_metric_of_the_page_is_told(migrated_file: Path, tmp_path: Path) -> None:
    named = set(re.findall(r"\bmmuko_[a-z_]+", PAGE))
    assert len(named) > 6
    with copy_of(migrated_file, tmp_path / "watched.db") as engine:
        told = client_of(create_app(settings_of(tmp_path), engine)).get("/metrics").text
    assert {name for name in named if name not in told} == set()

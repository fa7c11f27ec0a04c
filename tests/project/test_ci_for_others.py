"""What other repositories' CI takes from this one, the action and the pre-commit hook, and this one's workflows."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from coded_article import __version__
from coded_article.read.opening import opened_folder
from tests.editor import ROOT, Editor, copy_package

TOOLS = Path(sys.executable).parent
ACTION = ROOT / "action.yml"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DEPENDABOT = ROOT / ".github" / "dependabot.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "validate.md").read_text(encoding="utf-8")
FAULT = '"positive", but what was not done has negative polarity'


def _yaml(source: Path | str) -> Any:
    return YAML(typ="safe").load(source)


def _steps(workflow: str, job: str) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = _yaml(ROOT / ".github" / "workflows" / workflow)["jobs"][job]["steps"]
    return steps


def _tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / name, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def _run(step: dict[str, Any], folder: Path, values: dict[str, str], **env: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script as a runner does: in bash, its env filled in from the values of the expressions."""
    filled = {
        name: re.sub(r"\$\{\{ (.+?) \}\}", lambda found: values[found[1]], value)
        for name, value in step.get("env", {}).items()
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **env, **filled},
        capture_output=True,
        text=True,
        check=False,
    )


def _break(package: Editor) -> None:
    """Make something that was not done positive, in line 5 of the events of a specimen."""
    package.set("events", "evt-004", "polarity", "positive")
    package.rehash()


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-actions", [ACTION]),
        ("vendor.dependabot", [DEPENDABOT]),
    ],
)
def test_files_fit_their_schema(schema: str, files: list[Path]) -> None:
    done = _tool("check-jsonschema", "--builtin-schema", schema, *files)
    assert (done.returncode, done.stdout) == (0, "ok -- validation done\n")


def test_manifest_of_hooks_is_valid() -> None:
    done = _tool("pre-commit", "validate-manifest", HOOKS)
    assert done.returncode == 0, done.stdout


def test_audit_finds_nothing() -> None:
    done = _tool("zizmor", "--offline", "--persona", "auditor", "--no-config", *WORKFLOWS, DEPENDABOT, ACTION)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_to_one_commit_and_says_its_version() -> None:
    pins: dict[str, str] = {}
    for path in [*WORKFLOWS, ACTION]:
        for used in re.findall(r"uses: (?!\$/)(.+)", path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), (path, used)
            name, _, pin = used.partition("@")
            assert pins.setdefault(name, pin) == pin, f"{name} is pinned twice"
    assert {"actions/checkout", "actions/setup-python", "actions/attest"} <= set(pins)


def test_each_job_may_do_only_what_it_must() -> None:
    granted: dict[str, dict[str, str]] = {}
    for path in WORKFLOWS:
        workflow = _yaml(path)
        assert workflow["permissions"] == {}
        granted |= {f"{path.stem} {name}": job["permissions"] for name, job in workflow["jobs"].items()}
    writes = {job: set(rights) for job, rights in granted.items() if "write" in rights.values()}
    assert writes == {
        "release attest": {"id-token", "attestations"},
        "release publish": {"contents"},
        "publish publish": {"id-token"},
        "pages deploy": {"pages", "id-token"},
    }


def test_pages_are_validated_and_drawn_with_the_address_at_which_they_will_lie(tmp_path: Path) -> None:
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\necho "$@" >> told\n', encoding="utf-8")
    python.chmod(0o755)
    steps = [step for step in _steps("pages.yml", "build") if re.search(r"scripts/|docs/", step.get("run", ""))]
    values = {"steps.pages.outputs.base_url": "https://owner.github.io/op-ed"}
    place = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "owner/op-ed"}
    for step in steps:
        assert _run(step, tmp_path, values, **place).returncode == 0
    options = "--base-url https://owner.github.io/op-ed --repository https://github.com/owner/op-ed"
    told = (tmp_path / "told").read_text(encoding="utf-8").splitlines()
    documentation = "docs/make.py site/docs --explorer ../ --repository https://github.com/owner/op-ed"
    site = f"scripts/build.py --site --output site {options}"
    assert told == ["scripts/validate.py --format github", site, documentation]
    assert _steps("pages.yml", "build")[-1]["with"]["path"] == "site"


def test_no_expression_stands_in_a_script() -> None:
    jobs = [job for path in WORKFLOWS for job in _yaml(path)["jobs"].values()]
    steps = [step for job in [*jobs, _yaml(ACTION)["runs"]] for step in job.get("steps", ())]
    scripts = [step["run"] for step in steps if "run" in step]
    assert len(scripts) > 5
    assert not [script for script in scripts if "${{" in script]


def test_workflow_runs_the_commands_of_the_readme_and_of_ci() -> None:
    commands = [step["run"] for step in _steps("test.yml", "test") if "run" in step]
    validate, test = re.findall(r"^```console\n(.*)\n```$", README, re.MULTILINE)[:2]
    assert f"{validate} --format github" in commands
    assert test in commands
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in re.findall(r'^"\$python" (-m .+|scripts/build.py .+)$', ci, re.MULTILINE):
        assert any(f".venv/bin/python {command}" in run for run in commands), command


@pytest.mark.parametrize(("tag", "status"), [("v{}", 0), ("v{}.1", 1), ("{}", 1), ("v0.0.0$(touch pwned)", 1)])
def test_release_needs_the_tag_of_its_version(tag: str, status: int, specimen: Editor) -> None:
    version = json.loads((specimen.root / "datapackage.json").read_text(encoding="utf-8"))["version"]
    (step,) = (step for step in _steps("release.yml", "build") if "GITHUB_REF_NAME" in step.get("run", ""))
    done = _run(step, specimen.root, {}, GITHUB_REF_NAME=tag.format(version))
    assert done.returncode == status
    assert done.stdout.startswith("::error file=datapackage.json::" if status else "")
    assert not (specimen.root / "pwned").exists()


@pytest.mark.parametrize(("tag", "status"), [("tool-v{}", 0), ("tool-v{}.1", 1), ("v{}", 1)])
def test_publishing_needs_the_tag_of_the_version_of_the_tool(tag: str, status: int, tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / f"coded_article-{__version__}.tar.gz").touch()
    (step,) = (step for step in _steps("publish.yml", "build") if "GITHUB_REF_NAME" in step.get("run", ""))
    done = _run(step, tmp_path, {}, GITHUB_REF_NAME=tag.format(__version__))
    assert done.returncode == status
    assert done.stdout.startswith("::error file=scripts/coded_article/model/versions.py::" if status else "")


def test_every_minor_version_that_is_declared_is_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = re.findall(r"Python :: (3\.[0-9]+)", "\n".join(project["classifiers"]))
    assert (
        _yaml(ROOT / ".github" / "workflows" / "test.yml")["jobs"]["test"]["strategy"]["matrix"]["python"] == declared
    )
    assert project["requires-python"] == f">={declared[0]}"


def test_release_is_published_with_its_notes_and_every_file(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    for name in ("SHA256SUMS", "name-1.0.0-release-notes.md", "name-1.0.0.sqlite", "name-1.0.0.zip"):
        (tmp_path / "dist" / name).touch()
    gh = tmp_path / "gh"
    gh.write_text('#!/bin/sh\nprintf "%s\\n" "$GH_REPO" "$GH_TOKEN" "$@"\n', encoding="utf-8")
    gh.chmod(0o755)
    values = {"github.repository": "OWNER/coded-article", "github.token": "secret"}
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = _run(_steps("release.yml", "publish")[-1], tmp_path, values, PATH=path, GITHUB_REF_NAME="v1.0.0")
    assert done.stdout.splitlines() == [
        "OWNER/coded-article", "secret", "release", "create", "v1.0.0",
        "dist/SHA256SUMS", "dist/name-1.0.0-release-notes.md", "dist/name-1.0.0.sqlite", "dist/name-1.0.0.zip",
        "--verify-tag", "--title", "v1.0.0", "--notes-file", "dist/name-1.0.0-release-notes.md",
    ]  # fmt: skip


def _blocks() -> tuple[str, str]:
    workflow, _, config, _ = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return workflow, config


def test_code_scanning_and_gitlab_are_shown_with_what_is_there(tmp_path: Path) -> None:
    _, scanning, _, gitlab = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    for name, schema, text in (("a.yml", "github-workflows", scanning), ("b.yml", "gitlab-ci", gitlab)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = _tool("check-jsonschema", "--builtin-schema", f"vendor.{schema}", tmp_path / name)
        assert done.returncode == 0, done.stdout
    _, action, upload = _yaml(scanning)["jobs"]["validate"]["steps"]
    assert set(action["with"]) <= set(_yaml(ACTION)["inputs"])
    assert action["with"]["sarif"] == upload["with"]["sarif_file"]
    job = _yaml(gitlab)["validate"]
    assert job["script"][-1].endswith(f"--report {job['artifacts']['reports']['junit']}")


def test_documentation_shows_the_action_as_it_is(tmp_path: Path) -> None:
    workflow, config = _blocks()
    for name, schema, text in (
        ("workflow.yml", "vendor.github-workflows", workflow),
        ("action.yml", "vendor.github-actions", ACTION.read_text(encoding="utf-8")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        done = _tool("check-jsonschema", "--builtin-schema", schema, tmp_path / name)
        assert done.returncode == 0, done.stdout
    (job,) = _yaml(workflow)["jobs"].values()
    checkout, action = job["steps"]
    assert checkout["uses"].startswith("actions/checkout@")
    assert action["uses"] == "OWNER/coded-article@REVISION"
    inputs = _yaml(ACTION)["inputs"]
    assert set(action["with"]) <= set(inputs)
    assert [name for name in inputs if f"`{name}`" not in PAGE] == []
    assert _yaml(config)["repos"][0]["rev"] == "REVISION"


def _files_of_runner(folder: Path) -> dict[str, str]:
    """Return where a runner takes outputs and summaries from."""
    return {name: str(folder / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}


@pytest.mark.parametrize(("package", "status"), [("packages/good", 0), ("packages/broken", 1), ("packages", 2)])
def test_action_gives_a_summary_and_sarif(package: str, status: int, specimen: Editor, tmp_path: Path) -> None:
    runner, workspace = tmp_path / "runner", tmp_path / "workspace"
    (runner / "coded-article" / "bin").mkdir(parents=True)
    (runner / "coded-article" / "bin" / "coded-article").symlink_to(TOOLS / "coded-article")
    copy_package(specimen.root, workspace / "packages" / "good")
    _break(copy_package(specimen.root, workspace / "packages" / "broken"))
    action = _yaml(ACTION)
    values = {f"inputs.{name}": value["default"] for name, value in action["inputs"].items()}
    values |= {"inputs.package": package, "inputs.sarif": "found.sarif"}
    (validate,) = (step for step in action["runs"]["steps"] if step.get("id") == "validate")
    done = _run(validate, workspace, values, RUNNER_TEMP=str(runner), **_files_of_runner(tmp_path))
    assert done.returncode == status, done.stderr
    outputs = dict(line.split("=") for line in (tmp_path / "github_output").read_text().splitlines())
    (run,) = json.loads((workspace / outputs["sarif"]).read_text())["runs"]
    assert len(run["results"]) == (status == 1)
    page = Path(outputs["summary"]).read_text()
    assert page == (tmp_path / "github_step_summary").read_text()
    assert page.startswith("## The package could not" if status == 2 else "## ")
    assert page.count("packages/broken/data/events.csv&#58;5 evt-004 polarity") == (status == 1)


@pytest.mark.network
def test_action_validates_the_package_of_another_repository(specimen: Editor, tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    action = _yaml(ACTION)
    python, install, validate, drift = action["runs"]["steps"]
    assert python["uses"].startswith("actions/setup-python@")
    env = {"RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(ROOT), **_files_of_runner(tmp_path)}
    hostile = 'it\'s; touch pwned $(touch pwned) `touch pwned` && "x" #'
    for name in ("packages/good", "packages/second", hostile):
        shutil.copytree(specimen.root, workspace / name)
    _break(copy_package(specimen.root, workspace / "packages" / "broken"))
    done = _run(install, workspace, {f"steps.{python['id']}.outputs.python-path": sys.executable}, **env)
    assert done.returncode == 0, done.stderr

    def ran(step: dict[str, Any], folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
        inputs = {name: given.get(name, value["default"]) for name, value in action["inputs"].items()}
        return _run(step, folder, {f"inputs.{name}": value for name, value in inputs.items()}, **env)

    def validated(folder: Path = workspace, **given: str) -> subprocess.CompletedProcess[str]:
        return ran(validate, folder, **given)

    for folder, given in (
        (workspace, {"package": "packages/good"}),
        (workspace, {"package": "packages/second"}),
        (workspace / "packages" / "good", {}),
        (workspace, {"package": hostile}),
    ):
        done = validated(folder, **given)
        assert done.returncode == 0, done.stderr
        assert done.stdout.endswith("  VALID: errors 0, warnings 0\n")
        done = ran(drift, folder, **given)
        assert (done.returncode, done.stdout) == (0, "every generated file is up to date\n")
    assert {path.name for path in workspace.iterdir()} == {"packages", hostile}

    Editor(workspace / "packages" / "second").json("datapackage.json", lambda raw: raw.update(version="0.2.0"))
    assert validated(package="packages/second").returncode == 0
    drifted = ran(drift, workspace, package="packages/second")
    assert drifted.returncode == 1
    assert "drifted packages/second/CITATION.cff\n" in drifted.stdout
    assert drifted.stdout.splitlines()[-1].startswith("::error title=drift::")

    broken = validated(package="packages/broken")
    assert broken.returncode == 1
    assert broken.stdout.startswith("::error file=packages/broken/data/events.csv,line=5,col=")
    assert f",title=omission::evt-004 polarity: {FAULT}" in broken.stdout
    assert json.loads(validated(package="packages/broken", format="json").stdout)["valid"] is False

    absent = validated(package="--rules")
    assert absent.returncode == 2
    assert absent.stdout.startswith("::error title=refused::--rules: ")
    assert validated(format="pdf; touch pwned").returncode == 2


@pytest.mark.network
def test_reader_of_the_first_version_of_the_standard_reads_every_table(specimen: Editor, tmp_path: Path) -> None:
    libraries = tmp_path / "libraries"
    install = ["pip", "install", "--quiet", "--target", str(libraries), "datapackage==1.15.4"]
    subprocess.run([sys.executable, "-m", *install], check=True, capture_output=True)
    code = (
        "import sys, datapackage\n"
        "package = datapackage.Package(sys.argv[1])\n"
        "assert package.valid, package.errors\n"
        "for table in package.resources:\n"
        "    assert table.tabular\n"
        "    table.check_relations()\n"
        "    print(table.name, len(table.read()))\n"
    )
    for root in (ROOT, specimen.root):
        command = [sys.executable, "-W", "ignore", "-c", code, str(root / "datapackage.json")]
        env = {**os.environ, "PYTHONPATH": str(libraries)}
        done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        editor = Editor(root)
        assert dict(line.split() for line in done.stdout.splitlines()) == {
            table: str(len(editor.rows(table)) - 1) for table in opened_folder(root).tables
        }


@pytest.mark.network
def test_hooks_mend_a_commit_let_a_good_one_pass_and_refuse_a_bad_one(specimen: Editor, tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(tmp_path / "home"),
    }
    for role in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{role}_NAME": "somebody", f"GIT_{role}_EMAIL": "somebody@example.org"}

    def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)

    def commit(folder: Path) -> subprocess.CompletedProcess[str]:
        assert run("git", "add", "--all", folder=folder).returncode == 0
        return run("git", "commit", "--message", "a change", folder=folder)

    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for name in run("git", "ls-files", "-co", "--exclude-standard", folder=ROOT).stdout.splitlines():
        if (ROOT / name).is_file():
            (ours / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, ours / name)
    for folder in (ours, theirs):
        assert run("git", "init", "--quiet", folder, folder=tmp_path).returncode == 0
    assert commit(ours).returncode == 0
    revision = run("git", "rev-parse", "HEAD", folder=ours).stdout.strip()

    config = _yaml(_blocks()[1])["repos"][0]
    assert [hook["id"] for hook in config["hooks"]] == [hook["id"] for hook in _yaml(HOOKS)]
    package = Editor(shutil.copytree(specimen.root, theirs / config["hooks"][0]["args"][0]))
    text = _blocks()[1].replace(config["repo"], str(ours)).replace("REVISION", revision)
    (theirs / ".pre-commit-config.yaml").write_text(text, encoding="utf-8")
    assert run(TOOLS / "pre-commit", "install", folder=theirs).returncode == 0
    good = commit(theirs)
    assert good.returncode == 0, good.stderr
    assert len(re.findall(r"^(?:tidy|renew|validate) .*package\.+Passed$", good.stderr, re.MULTILINE)) == 3

    (theirs / "README.md").write_text("Nothing of the package.\n", encoding="utf-8")
    unrelated = commit(theirs)
    assert unrelated.returncode == 0
    assert "Skipped" in unrelated.stderr

    whole = (package.root / "data" / "events.csv").read_bytes()
    package.edit("events", lambda data: data.replace(b"\n", b"\r\n"), 1)
    package.json("datapackage.json", lambda raw: raw.update(version="0.2.0"))
    mended = commit(theirs)
    assert mended.returncode == 1
    assert mended.stderr.count("- files were modified by this hook") == 2
    assert "data/events.csv: line ends\n" in mended.stderr
    assert (package.root / "data" / "events.csv").read_bytes() == whole
    assert "version: 0.2.0" in (package.root / "CITATION.cff").read_text(encoding="utf-8")
    assert commit(theirs).returncode == 0

    before = run("git", "rev-parse", "HEAD", folder=theirs).stdout
    _break(package)
    bad = commit(theirs)
    assert bad.returncode == 1
    assert f"{config['hooks'][0]['args'][0]}/data/events.csv:5 evt-004 polarity: {FAULT}" in bad.stderr
    assert run("git", "rev-parse", "HEAD", folder=theirs).stdout == before

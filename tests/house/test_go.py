"""Setting up: what a person gets who types `python3 go.py ...`."""

import ast
import shutil
import sys

from tests.house.newcomer import PROJECT, Newcomer


def test_first_start_sets_up_and_passes_the_words_on(newcomer: Newcomer) -> None:
    done = newcomer.types("import", "my estate", "--dry-run")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("louzhang import my estate --dry-run ")
    fetch, venv, libraries, project = newcomer.take_calls()
    assert fetch.startswith("pip install --target ")
    assert venv.startswith("uv venv ")
    assert "--require-hashes" in libraries
    assert libraries.endswith("requirements.lock")
    assert "--no-deps --no-build-isolation --editable" in project


def test_second_start_installs_nothing_and_says_nothing_of_its_own(newcomer: Newcomer) -> None:
    newcomer.types("demo")
    newcomer.take_calls()

    done = newcomer.types("demo")

    assert newcomer.take_calls() == []
    assert done.stderr == ""


def test_demo_after_test_installs_nothing(newcomer: Newcomer) -> None:
    newcomer.types("test")
    assert any("requirements-dev.lock" in call for call in newcomer.take_calls())

    newcomer.types("demo")

    assert newcomer.take_calls() == []


def test_test_after_demo_adds_what_the_tests_need(newcomer: Newcomer) -> None:
    newcomer.types("demo")
    newcomer.take_calls()

    newcomer.types("test")

    assert newcomer.take_calls()[0].endswith("requirements-dev.lock")


def test_changed_lock_is_installed_at_the_next_start(newcomer: Newcomer) -> None:
    newcomer.types("demo")
    newcomer.take_calls()
    with (newcomer.tree / "requirements.lock").open("a") as lock:
        print("# changed", file=lock)

    newcomer.types("demo")

    assert len(newcomer.take_calls()) == 2


def test_update_that_broke_off_is_made_good_even_when_the_lock_is_changed_back(
    newcomer: Newcomer,
) -> None:
    newcomer.types("demo")
    lock = newcomer.tree / "requirements.lock"
    before = lock.read_text()
    lock.write_text(before + "# changed\n")
    newcomer.has("offline")
    assert newcomer.types("demo").returncode == 1
    lock.write_text(before)
    newcomer.no_longer("offline")
    newcomer.take_calls()

    assert newcomer.types("demo").returncode == 0

    assert len(newcomer.take_calls()) == 2


def test_moved_tree_gets_a_new_venv(newcomer: Newcomer) -> None:
    newcomer.types("demo")
    newcomer.take_calls()
    elsewhere = newcomer.tree.with_name("moved")
    shutil.copytree(newcomer.tree, elsewhere, symlinks=True)
    newcomer.tree = elsewhere

    newcomer.types("demo")

    assert any(call.startswith("uv venv --clear") for call in newcomer.take_calls())


def test_venv_whose_python_is_gone_is_made_anew(newcomer: Newcomer) -> None:
    newcomer.types("demo")
    newcomer.take_calls()
    (newcomer.tree / ".venv/bin/python").unlink()

    assert newcomer.types("demo").returncode == 0

    assert newcomer.take_calls()[0].startswith("uv venv --clear")


def test_pip_stands_in_where_uv_cannot_be_had(newcomer: Newcomer) -> None:
    newcomer.has("uv is not to be had")

    done = newcomer.types("demo")

    assert done.stdout.startswith("louzhang demo"), done.stderr
    _fetch, libraries, project = newcomer.take_calls()
    assert libraries.startswith("pip --python ")
    assert "--require-hashes" in libraries
    assert project.startswith("pip --python ")


def test_failed_download_ends_in_one_plain_sentence(newcomer: Newcomer) -> None:
    newcomer.has("offline")

    done = newcomer.types("demo")

    assert done.returncode == 1
    assert done.stdout == ""
    notice, sentence = done.stderr.splitlines()
    assert notice.startswith("Setting Louzhang up")
    assert "Check the network and type the same again" in sentence
    log = (newcomer.tree / ".tools/install.log").read_text()
    assert "no route to host" in log


def test_folder_that_cannot_be_written_is_named_without_a_traceback(newcomer: Newcomer) -> None:
    (newcomer.tree / ".tools").write_text("a file where a folder is wanted")

    done = newcomer.types("demo")

    assert done.returncode == 1
    assert str(newcomer.tree) in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_word_the_commands_are_shown(newcomer: Newcomer) -> None:
    done = newcomer.types()

    assert done.returncode == 2
    assert "python3 go.py demo" in done.stdout
    assert newcomer.take_calls() == []


def test_incomplete_copy_says_what_is_missing(newcomer: Newcomer) -> None:
    (newcomer.tree / "bot/cli.py").unlink()

    done = newcomer.types("demo")

    assert done.returncode == 1
    assert done.stderr.strip().endswith("bot/cli.py is missing.")


def test_set_up_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((PROJECT / "go.py").read_text())
    plain = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    parts = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert plain | parts <= sys.stdlib_module_names

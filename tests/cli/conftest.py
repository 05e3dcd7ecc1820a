"""Commands run in this process, over outcomes built by hand."""

import pytest

from jiping.cli import check, main, read, score


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """No test reads the defaults of the folder it is started from."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def given_outcomes(monkeypatch):
    """Make every reading command see these outcomes; returns the calls made."""
    calls = []

    def give(*outcomes):
        def paths(paths, **options):
            calls.append({"paths": paths, **options})
            return iter(outcomes)

        monkeypatch.setattr(check, "check_paths", paths)
        monkeypatch.setattr(read, "read_paths", paths)
        monkeypatch.setattr(score, "read_paths", paths)
        return calls

    return give


@pytest.fixture
def jiping(capsys):
    """Run the program; returns exit code, standard output and standard error."""

    def run(*arguments):
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run

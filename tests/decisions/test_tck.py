"""The DMN Technology Compatibility Kit: every check of the half that the corpus holds."""

from pathlib import Path

from tests.decisions import tck

# functions of Java classes: refused by design, a decision never runs foreign code
REFUSED = {
    "0076-feel-external-java-test-01.xml": {
        "boxed_001",
        *(f"literal_{number:03}" for number in range(1, 13)),
        "varargs_001",
    },
}


def failures(folder: Path) -> tuple[int, list[str]]:
    count, failed = 0, []
    for path in tck.files_of(folder):
        models = tck.models(path)
        for check in tck.checks(path):
            count += 1
            if not tck.passes(models, check):
                failed.append(f"{path.name} {check.case} {check.node}")
    return count, failed


def test_level_two_passes_entirely(corpus: Path):
    count, failed = failures(corpus / "dmn-tck" / "compliance-level-2")

    assert not failed
    assert count >= 126


def test_level_three_passes_but_for_java(corpus: Path):
    refused = [f"{file} {case} {case}" for file, cases in REFUSED.items() for case in cases]

    count, failed = failures(corpus / "dmn-tck" / "compliance-level-3")

    assert sorted(failed) == sorted(refused)
    assert count >= 2517

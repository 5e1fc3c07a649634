"""What the measures mean."""

from kpi import MEASURES, texts
from kpi.case_lists import SOURCES


def test_every_measure_leads_to_cases():
    assert set(MEASURES) == set(SOURCES)


def test_every_measure_says_what_it_is():
    for key, measure in MEASURES.items():
        assert measure.key == key
        assert measure.formula.endswith(".")
        assert measure.left_out.endswith(".")
        assert not measure.name.endswith(".")


def test_names_are_told_apart():
    assert len({measure.name for measure in MEASURES.values()}) == len(MEASURES)


def test_texts_hold_what_is_shown():
    assert {"Cycle time", MEASURES["open"].formula, MEASURES["open"].left_out} <= set(texts())

"""Every finding about a diagram: what is wrong and what to do, as templates to be translated.

A template's placeholders are facts of the finding; `{element}` is the name of the element, else its
id. A code is part of the public API and never changes once released.
"""

from engine.bpmn.catalogue.contents import CONTENTS
from engine.bpmn.catalogue.files import FILES
from engine.bpmn.catalogue.finding import Finding
from engine.bpmn.catalogue.flows import FLOWS
from engine.bpmn.catalogue.vocabulary import VOCABULARY
from engine.bpmn.catalogue.work import WORK

CATALOGUE: dict[str, Finding] = {**FILES, **FLOWS, **CONTENTS, **WORK, **VOCABULARY}

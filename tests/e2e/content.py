"""A company at work: cases in every state, so that every page has something to show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from engine import commands, queries
from engine.commands import Topic
from engine.queries import EvaluationFilter, IncidentFilter, TaskFilter, UserTask
from kpi import catch_up
from tests.flows.company import submitted
from tests.flows.complaint_handling.steps import ASSESSMENT, DONE, INTAKE, PROPOSAL, RECORD, TOLD
from tests.live import Live
from web import publishing
from web.absences import commands as absences
from web.accounts import commands as accounts
from web.accounts.credentials import create_token
from web.accounts.demo import PASSWORD
from web.accounts.roles import Role
from web.drafts import commands as drafts
from web.favourites import commands as favourites

BILLING = Path(__file__).with_name("billing.bpmn")
APPROVAL = Path(__file__).parents[1] / "web"
APPROVAL_FILES = ("approval.bpmn", "approval.dmn", "approval.tests.json")
LOOKER = "nasrin"
LOOKS = [(lang, theme) for lang in ("en", "fa") for theme in ("light", "dark")]
COMPLAINTS = (
    ("K-1001", "مریم احمدی", "AB-200", "دستگاه پس از دو روز از کار افتاد.", "service"),
    ("K-1044", "شرکت آریا صنعت", "CX-17", "دو کارتن از سفارش نرسیده است.", "financial"),
    ("K-1102", "John Miller", "AB-210", "The charger gets very hot while loading.", "minor"),
    ("K-1005", "رضا کاظمی", "MN-5", "فاکتور دو بار صادر شده است.", "financial"),
    ("K-1230", "Sofia Rossi", "AB-200", "The manual is missing in the box.", "minor"),
    ("K-1077", "نرگس یوسفی", "TR-88", "کابل برق زدگی دارد.", "service"),
)


class Content:
    """Fills a server; `places` are its pages, by name."""

    def __init__(self, server: Live) -> None:
        self.server = server
        self.cases = [self._complain(*one) for one in COMPLAINTS]
        self._advance()
        self.billing = self._bill()
        self.approval = self._approve()
        self._looker()
        self._delegate()
        self._absent()
        self._read_figures()
        self.places = self._places()

    def prefer(self, lang: str, theme: str) -> None:
        """Let the looker see the pages in a language and a theme."""
        self.server.do(accounts.prefer, LOOKER, language=lang, theme=theme)

    def _looker(self) -> None:
        """Create somebody who may see everything, with tasks and a token."""
        name = LOOKER
        settings = self.server.app.extensions["ravand"].settings
        self.server.do(accounts.create_account, settings, name, PASSWORD, name="Nasrin Azad")
        self.server.do(
            accounts.describe_account, name, name="Nasrin Azad", name_fa="نسرین آزاد", email=None
        )
        self.server.do(accounts.set_roles, "user", name, list(Role))
        self.server.do(accounts.set_groups, name, ("complaint-experts", "contact-desk"))
        self.server.do(create_token, name, "ledger export")
        for task in self.tasks()[2:4]:
            self.server.do(commands.assign, task.id, name)

    def _delegate(self) -> None:
        """Let the looker work for somebody else, to look at it again in a week."""
        (task,) = self.tasks(activity_id="send")
        in_a_week = datetime.now(UTC) + timedelta(days=7)
        self.server.do(commands.assign, task.id, "maryam", actor="kaveh")
        self.server.do(commands.delegate, task.id, LOOKER, actor="maryam")
        self.server.do(commands.update_task, task.id, follow_up_at=in_a_week, actor=LOOKER)

    def _read_figures(self) -> None:
        while self.server.do(catch_up).more:
            continue

    def _absent(self) -> None:
        """Let the looker stand in for Maryam, and star a process."""
        now = datetime.now(UTC)
        days = (now - timedelta(days=1), now + timedelta(days=5))
        self.server.do(absences.enter, absences.Entered("maryam", LOOKER, *days, None))
        self.server.do(favourites.star, "complaint_handling", actor=LOOKER)

    def tasks(self, **wanted: Any) -> list[UserTask]:
        """Return open tasks, oldest first."""
        oldest = (("created_at", "asc"),)
        return list(self.server.ask(queries.tasks, TaskFilter(sort=oldest, **wanted)))

    def _complain(self, code: str, name: str, item: str, text: str, severity: str) -> str:
        answers = {**INTAKE, "customer_code": code, "customer_name": name, "item_code": item}
        told = {**answers, "description": text, "severity": severity}
        case = self.server.do(
            commands.start, key="complaint_handling", variables=told, actor="sara"
        )
        return str(case.id)

    def _advance(self) -> None:
        """Bring each complaint further than the one after it; the last waits for its first task."""
        self._settle()
        done = {**DONE, "remedy_reference": "R-17"}
        decided = {**PROPOSAL, "remedy": "replace", "amount": 6_500_000}
        agreed = {"approved": "yes", "approval_comment": "موافقم."}
        found = {"technical_verdict": "defect", "technical_findings": "منبع تغذیه سوخته است."}
        told = {**TOLD, "reply": "accepted"}
        steps = [
            ("assess_complaint", "leila", {**ASSESSMENT, "technical_check": True}),
            ("check_technically", "nima", found),
            ("propose_remedy", "leila", decided),
            ("approve_remedy", "kaveh", agreed),
            ("communicate_decision", "omid", told),
            ("replace_item", "nima", done),
            ("close_record", "reza", RECORD),
        ]
        for case, ends_at in zip(self.cases, (7, 5, 3, 2, 1, 0), strict=True):
            for activity, person, answers in steps[:ends_at]:
                self._work(case, activity, person, answers)
        self._plan()

    def _plan(self) -> None:
        now = datetime.now(UTC)
        dates = (timedelta(days=-1), timedelta(hours=3), timedelta(days=2), timedelta(days=20))
        for task, away in zip(self.tasks(), dates, strict=False):
            self.server.do(commands.update_task, task.id, due_at=now + away, actor="kaveh")
        first = self.tasks()[0]
        self.server.do(commands.update_task, first.id, priority=90, actor="kaveh")
        self.server.do(commands.assign, self.tasks()[1].id, "reza", actor="kaveh")

    def _work(self, case: str, activity: str, person: str, answers: dict[str, Any]) -> None:
        (task,) = self.tasks(instance_id=case, activity_id=activity)
        form = self.server.ask(queries.task_form, task)
        known = self.server.ask(queries.variables, case)
        data = submitted(form.schema, answers, known, datetime.now(UTC))
        self.server.do(commands.claim, task.id, actor=person)
        self.server.do(commands.complete, task.id, data, actor=person)
        self._settle()

    def _bill(self) -> str:
        """Deploy a process of another office; two of its cases fail, one is cancelled, one runs."""
        files = [(BILLING.name, BILLING.read_bytes())]
        self.server.do(publishing.publish, "Billing", files, actor="dariush")
        amounts = ("three", 1200, 50, 75)
        cases = [
            self.server.do(
                commands.start,
                key="monthly_billing",
                variables={"amount": amount, "lines": [{"item": "AB-200", "quantity": 2}]},
                business_key=f"B-{number}",
                actor="mina",
            )
            for number, amount in enumerate(amounts, 1)
        ]
        self._settle()
        (task,) = self.server.do(
            commands.fetch_and_lock, "ledger-1", [Topic("ledger", 60, business_key="B-2")], 1
        )
        self.server.do(
            commands.fail_external, task.id, "ledger-1", "The ledger is closed.", "HTTP 503", 0
        )
        (task,) = self.server.do(
            commands.fetch_and_lock, "ledger-1", [Topic("ledger", 60, business_key="B-4")], 1
        )
        self.server.do(commands.complete_external, task.id, "ledger-1", {})
        self.server.do(commands.cancel, cases[2].id, "Sent twice by mistake.", actor="mina")
        return str(cases[0].id)

    def _approve(self) -> str:
        """Deploy decisions and change them once; a case waits for what they decided."""
        files = [(name, (APPROVAL / name).read_bytes()) for name in APPROVAL_FILES]
        self.server.do(publishing.publish, "Approval", files, actor="dariush")
        changed = files[1][1].replace(b"10000", b"12000").replace(b">5<", b">6<")
        self.server.do(
            publishing.publish, "Later", [("approval.dmn", changed), files[2]], actor="dariush"
        )
        values = {"amount": 7000, "customer": "new"}
        case = self.server.do(commands.start, key="approval", variables=values, actor="sara")
        return str(case.id)

    def _decisions(self) -> dict[str, str]:
        ask = self.server.ask
        (row,) = ask(queries.evaluations, EvaluationFilter(instance_id=self.approval))
        (task,) = self.tasks(instance_id=self.approval)
        here = f"/decisions/{row.definition_id}"
        fee = ask(queries.default_decision, "fee").id
        return {
            "decisions": "/decisions",
            "decision": here,
            "decision-expression": f"/decisions/{fee}",
            "decision-changes": f"{here}/changes",
            "decision-evaluations": f"{here}/evaluations",
            "decision-edit": f"{here}/edit",
            "decision-edit-expression": f"/decisions/{fee}/edit",
            "decision-import": f"{here}/import",
            "decision-new": "/decisions/new",
            "decision-draft": "/decisions/draft?name=Who+pays",
            "decision-why": f"/cases/{self.approval}/decisions/{row.id}",
            "case-decided": f"/cases/{self.approval}",
            "task-decided": f"/tasks/{task.id}",
        }

    def _drawings(self) -> dict[str, str]:
        """Return the pages of the modeler; a draft is kept, and a process has two versions."""
        billing = BILLING.read_text("utf-8")
        changed = billing.replace("Send the invoice", "Post the invoice")
        later = [(BILLING.name, changed.encode())]
        self.server.do(publishing.publish, "Billing again", later, actor="dariush", state="test")
        wanted = queries.DefinitionFilter(key="monthly_billing", latest_only=True)
        (newest,) = self.server.ask(queries.definitions, wanted)
        draft = self.server.do(drafts.begin, billing, newest.id, actor="dariush")
        return {
            "drafts": "/processes/drafts",
            "drawing": f"/processes/drafts/{draft.id}",
            "drawing-new": "/processes/new",
            "process-changes": f"/processes/{newest.id}/changes",
        }

    def _places(self) -> dict[str, str]:
        ask = self.server.ask
        complaint = ask(queries.default_definition, "complaint_handling").id
        incidents = ask(queries.incidents, IncidentFilter())
        script, external = sorted(incidents, key=lambda one: one.kind != "script")
        by_activity = {task.activity_id: task.id for task in reversed(self.tasks())}
        (ended, *_) = ask(queries.tasks, TaskFilter(status="completed"))
        return {
            "tasks-mine": "/tasks",
            "tasks-groups": "/tasks?tab=groups",
            "tasks-all": "/tasks?tab=all",
            "tasks-done": "/tasks?tab=done",
            "tasks-no-match": "/tasks?tab=all&q=nothing",
            "task-assess": f"/tasks/{by_activity['assess_complaint']}",
            "task-propose": f"/tasks/{by_activity['propose_remedy']}",
            "task-approve": f"/tasks/{by_activity['approve_remedy']}",
            "task-delegated": f"/tasks/{by_activity['send']}",
            "task-ended": f"/tasks/{ended.id}",
            "start": "/start",
            "start-complaint": "/start/complaint_handling",
            "start-without-form": "/start/monthly_billing",
            "cases": "/cases",
            "cases-mine": "/cases?tab=mine",
            "tasks-columns": "/tasks?tab=all&columns=customer_name,severity",
            "tasks-for": "/tasks?tab=for-maryam",
            "absences": "/absences",
            "hand-over": "/hand-over?person=kaveh",
            "case-running": f"/cases/{self.cases[1]}",
            "case-ended": f"/cases/{self.cases[0]}",
            "case-failed": f"/cases/{self.billing}",
            "processes": "/processes",
            "process": f"/processes/{complaint}",
            "upload": "/processes/upload",
            **self._drawings(),
            "incidents": "/incidents",
            "incident-script": f"/incidents/{script.id}",
            "incident-external": f"/incidents/{external.id}",
            "figures": "/figures",
            "figures-diagram": "/figures/diagram?process=complaint_handling",
            "figures-people": "/figures/people",
            "figures-cases": "/figures/cases?measure=open",
            "people": "/people",
            "person": "/people/leila",
            "person-new": "/people/new",
            "groups": "/groups",
            "group": "/groups/complaint-experts",
            "profile": "/profile",
            **self._decisions(),
            "api": "/api",
            "not-found": "/cases/none",
        }

    def _settle(self) -> None:
        """Let the machine do what is due now."""
        self.server.pass_time()

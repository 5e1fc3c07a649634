"""What does the work of a service task, in every vendor's words."""

import pytest

from engine.bpmn.declared import Text
from tests.engine.bpmn.diagrams import compiled, errors, extended, line, node, value, warnings


def service(attributes="", extensions="", tag="serviceTask"):
    return line(extended(tag, "s", extensions, attributes), "s")


@pytest.mark.parametrize(
    ("attributes", "kind", "topic"),
    [
        ('ravand:connector="mail"', "connector", "mail"),
        ('ravand:topic="pay"', "external", "pay"),
        ('camunda:type="external" camunda:topic="pay"', "external", "pay"),
        ('flowable:type="external-worker" flowable:topic="pay"', "external", "pay"),
        ('camunda:type="external" camunda:topic="pay-${country}"', "external", "pay-ir"),
        ('flowable:type="mail"', "connector", "mail"),
    ],
)
@pytest.mark.parametrize("tag", ["serviceTask", "sendTask", "businessRuleTask"])
def test_work_is_done_by_connectors_and_workers(attributes, kind, topic, tag):
    work = node(service(attributes, tag=tag), "s").work

    assert (work.kind, value(work.topic, country="ir")) == (kind, topic)


@pytest.mark.parametrize(
    ("attribute", "topic"),
    [
        ('class="org.example.Pay"', "org.example.Pay"),
        ('delegateExpression="${payService}"', "payService"),
        ('delegateExpression="#{ payService }"', "payService"),
        ('expression="${bean.pay(order, 3)}"', "bean.pay(order, 3)"),
    ],
)
def test_java_becomes_an_external_task_with_a_warning(attribute, topic):
    xml = service(f"camunda:{attribute}")

    assert warnings(xml) == [("java_is_external", "s")]
    assert node(xml, "s").work.topic == Text(topic)


@pytest.mark.parametrize("attributes", ["", 'camunda:type="external"'])
def test_work_that_is_not_declared_gets_its_id_as_topic(attributes):
    xml = service(attributes)

    assert warnings(xml) == [("topic_from_id", "s")]
    assert node(xml, "s").work.topic == Text("s")


def test_retries_and_priority_of_work():
    cycle = "<camunda:failedJobRetryTimeCycle>R5/PT1M</camunda:failedJobRetryTimeCycle>"
    topic = 'camunda:type="external" camunda:topic="pay" camunda:taskPriority="9"'
    work = node(service(topic, cycle), "s").work

    assert (work.retry_cycle, value(work.priority)) == ("R5/PT1M", "9")
    assert node(service(topic + ' ravand:retry="PT1M,PT5M"', cycle), "s").work.retry_cycle == (
        "PT1M,PT5M"
    )
    assert errors(service(topic + ' ravand:retry="often"')) == [("retry_invalid", "s")]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('ravand:connector="mail" ravand:topic="x"', "connector_and_topic"),
        ('flowable:type="shell"', "shell_task"),
        ('flowable:type="http"', "shell_task"),
        ('camunda:topic="${"', "expression_invalid"),
        ('camunda:topic="x" camunda:taskPriority="low"', "number_invalid"),
    ],
)
def test_work_that_cannot_be_done_is_refused(attributes, code):
    assert errors(service(attributes)) == [(code, "s")]


def test_rules_of_another_engine_are_refused():
    assert errors(service('flowable:rules="risk"', tag="businessRuleTask")) == [("rules", "s")]


def test_mail_task_of_activiti_is_our_mail_connector():
    fields = (
        '<activiti:field name="to" stringValue="ann@example.org"/>'
        '<activiti:field name="subject"><activiti:expression>Order ${id}</activiti:expression>'
        '</activiti:field><activiti:field name="charset"><activiti:string>x</activiti:string>'
        "</activiti:field>"
    )
    task = node(service('activiti:type="mail"', fields), "s")

    assert [p.name for p in task.declared_inputs] == ["to", "subject"]
    assert value(task.declared_inputs[1].value, id=7) == "Order 7"


def test_fields_of_java_are_warned_of():
    fields = '<camunda:field name="text" stringValue="x"/>'

    assert warnings(service('camunda:class="C"', fields)) == [
        ("java_is_external", "s"),
        ("fields_ignored", "s"),
    ]


def test_connector_of_camunda_has_its_own_mapping():
    connector = (
        "<camunda:connector><camunda:connectorId>mail</camunda:connectorId><camunda:inputOutput>"
        '<camunda:inputParameter name="to">${mail}</camunda:inputParameter>'
        '<camunda:outputParameter name="sent">${id}</camunda:outputParameter>'
        "</camunda:inputOutput></camunda:connector>"
    )
    definition = compiled(service("", connector))
    task = definition.specs["P"].task_specs["s"]

    assert (task.work.kind, task.work.topic.text) == ("connector", "mail")
    assert [p.name for p in task.declared_inputs] == ["to"]
    assert [p.name for p in task.declared_outputs] == ["sent"]
    assert definition.processes["P"].connectors == {"mail"}


def test_throwing_message_event_that_a_worker_does_is_a_send_task():
    definition = (
        '<messageEventDefinition camunda:type="external" camunda:topic="tell"><extensionElements>'
        '<ravand:input name="x">1</ravand:input></extensionElements></messageEventDefinition>'
    )
    xml = line(f'<intermediateThrowEvent id="s">{definition}</intermediateThrowEvent>', "s")
    task = node(xml, "s")

    assert (task.work.kind, task.work.topic.text) == ("external", "tell")
    assert task.element_type == "sendTask"
    assert [p.name for p in task.declared_inputs] == ["x"]

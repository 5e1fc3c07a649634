"""The mail connector, against a maildir and a small SMTP server."""

import contextlib
import email
import socketserver
import threading
from datetime import UTC, datetime
from email.policy import default

import pytest

from engine.connectors.mail import MailConnector, MailInvalidError, MailSettings, compose
from engine.ports import Call

NOW = datetime(2030, 1, 1, 9, 30, tzinfo=UTC)
SENDER = "Ravand <office@example.com>"


def call(**variables):
    given = {"to": "ada@example.com", "subject": "Hello", "text": "Good day"}
    return Call("job-1", "mail", "i1", None, "notify", {**given, **variables})


def connector(folder, **settings):
    return MailConnector(MailSettings(SENDER, folder, **settings), lambda: NOW)


def text_of(message, kind):
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def read(content):
    return email.message_from_bytes(content, policy=default)


def test_mail_lands_in_the_maildir(tmp_path):
    result = connector(tmp_path / "mail")(
        call(cc=["Grace <grace@example.com>"], bcc="x@example.com")
    )

    (file,) = (tmp_path / "mail" / "new").iterdir()
    message = read(file.read_bytes())
    assert message["From"] == SENDER
    assert message["To"] == "ada@example.com"
    assert message["Cc"] == "Grace <grace@example.com>"
    assert message["Bcc"] == "x@example.com"
    assert message["Subject"] == "Hello"
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content() == "Good day\n"
    assert result == {"message_id": "<job-1@example.com>", "refused": []}


def test_repeated_job_is_the_same_mail(tmp_path):
    send = connector(tmp_path)

    assert send(call())["message_id"] == send(call(text="again"))["message_id"]
    (file,) = (tmp_path / "new").iterdir()
    assert read(file.read_bytes()).get_content() == "again\n"


def test_persian_text_also_goes_out_right_to_left():
    text = "1. سلام <آدا>\nروز خوش"
    message = read(compose(call(subject="پاسخ شکایت", text=text), SENDER, NOW).as_bytes())

    assert message["Subject"] == "پاسخ شکایت"
    assert text_of(message, "plain") == text + "\n"
    markup = text_of(message, "html")
    assert 'dir="rtl"' in markup
    assert "سلام &lt;آدا&gt;<br>" in markup


def test_wire_format_is_ascii():
    raw = compose(call(subject="پاسخ", text="سلام", to="آدا <ada@example.com>"), SENDER, NOW)

    assert raw.as_bytes().isascii()
    assert read(raw.as_bytes())["To"].addresses[0].display_name == "آدا"


def test_html_alone_and_beside_text():
    alone = read(compose(call(text=None, html="<p>Hi</p>"), SENDER, NOW).as_bytes())
    both = read(compose(call(html="<html><p>Hi</p></html>"), SENDER, NOW).as_bytes())

    assert alone.get_content_type() == "text/html"
    assert '<body dir="auto"><p>Hi</p></body>' in alone.get_content()
    assert text_of(both, "plain") == "Good day\n"
    assert text_of(both, "html") == "<html><p>Hi</p></html>\n"


def test_several_recipients_in_one_text():
    message = compose(
        call(to='"Lovelace, Ada" <ada@example.com>, bob@bücher.example,'), SENDER, NOW
    )

    assert [a.addr_spec for a in message["To"].addresses] == [
        "ada@example.com",
        "bob@xn--bcher-kva.example",
    ]


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"to": None}, "no recipient"),
        ({"to": []}, "no recipient"),
        ({"to": "ada"}, "no mail address"),
        ({"to": "ada@"}, "no mail address"),
        ({"to": "@example.com"}, "no mail address"),
        ({"to": "ada@exa mple.com"}, "no mail address"),
        ({"to": "ada@-x.com"}, "no mail address"),
        ({"to": "ada@" + "a" * 70 + ".com"}, "no mail address"),
        ({"to": "a@b@example.com"}, "no mail address"),
        ({"to": "ada@example.com\r\nBcc: eve@example.com"}, "line break"),
        ({"cc": ["eve@example.com\n"] * 101, "to": "a@example.com"}, "more than 100"),
        ({"subject": "Hello\nBcc: eve@example.com"}, "line break"),
        ({"subject": "Hello\u2028there"}, "line break"),
        ({"text": " ", "html": None}, "neither text nor html"),
    ],
)
def test_mail_that_can_not_be_is_refused(variables, reason):
    with pytest.raises(MailInvalidError, match=reason):
        compose(call(**variables), SENDER, NOW)


class Smtp(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as smtplib speaks."""

    def handle(self):
        self.wfile.write(b"220 test\r\n")
        for raw in self.rfile:
            line = raw.decode().strip()
            verb = line[:4].upper()
            self.server.seen.append(line)
            if verb == "DATA":
                self.wfile.write(b"354 go on\r\n")
                self.server.mails.append(b"".join(iter(self.rfile.readline, b".\r\n")))
            refused = verb == "RCPT" and any(name in line for name in self.server.refuses)
            answer = b"550 unknown" if refused else b"421 tired" if verb == "QUIT" else b"250 fine"
            self.wfile.write(answer + b"\r\n")
            if verb == "QUIT":
                return


@contextlib.contextmanager
def smtp(*refuses):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        server.mails, server.seen, server.refuses = [], [], refuses
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def over(server, **settings):
    host, port = server.server_address
    return {"host": host, "port": port, "security": "none", **settings}


def test_mail_goes_out_by_smtp_without_naming_blind_copies(tmp_path):
    with smtp() as server:
        connector(tmp_path, **over(server))(call(bcc="eve@example.com"))

    (raw,) = server.mails
    message = read(raw)
    assert message["Message-ID"] == "<job-1@example.com>"
    assert message["Bcc"] is None
    assert [line for line in server.seen if line.upper().startswith("RCPT")] == [
        "rcpt TO:<ada@example.com>",
        "rcpt TO:<eve@example.com>",
    ]
    assert not list(tmp_path.iterdir())


def test_refused_recipient_is_named(tmp_path, caplog):
    with smtp("bob") as server:
        result = connector(tmp_path, **over(server))(call(cc="bob@example.com"))

    assert result["refused"] == ["bob@example.com"]
    assert "was refused for ['bob@example.com']" in caplog.text


def test_failing_server_raises(tmp_path):
    with smtp("ada") as server, pytest.raises(Exception, match="550"):
        connector(tmp_path, **over(server))(call())


def test_server_without_promised_encryption_is_refused(tmp_path):
    with smtp() as server, pytest.raises(Exception, match="STARTTLS"):
        connector(tmp_path, **over(server, security="starttls"))(call())

    assert server.mails == []

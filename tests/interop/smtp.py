"""A mail server for the tests, by aiosmtpd: STARTTLS and AUTH, or neither; what it takes becomes files.

smtp.py PORT FOLDER [CERTIFICATE KEY]. Says "ready" on standard output, and ends with its standard input.
A recipient's name says how it is treated: busy (451), refused (550), stalls (no answer), anything else is taken.
"""
import asyncio
import os
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.taken = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "busy" and not os.path.exists(os.path.join(self.folder, "calm")):
            return "451 4.3.2 come back later"
        if name == "refused":
            return "550 5.1.1 no such user here"
        if name == "stalls":
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known"

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        path = os.path.join(self.folder, f"{self.taken:04}.eml")
        with open(path + ".part", "wb") as file:
            file.write(b"X-Envelope-To: " + ",".join(envelope.rcpt_tos).encode() + b"\r\n")
            file.write(b"X-Envelope-Tls: " + (b"yes" if session.ssl else b"no") + b"\r\n")
            file.write(envelope.original_content)
        os.rename(path + ".part", path)
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, login):
    return AuthResult(success=login.login == b"supportline" and login.password == b"s3cret", handled=False)


port, folder, *files = sys.argv[1:]
options = {}
if files:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    options = {"tls_context": context, "require_starttls": True, "authenticator": authenticate, "auth_required": True}
# Its own name given, it asks no name server for it, which may let it wait.
controller = Controller(Handler(folder), hostname="127.0.0.1", port=int(port), server_hostname="localhost", ready_timeout=30, **options)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()

"""An agent that takes tasks from the mesh, one at a time. Python's standard library only."""

import hashlib
import json
import os
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

URL = os.environ.get("PEERMESH_URL", "http://127.0.0.1:7337")
LABEL = os.environ.get("PEERMESH_LABEL", f"worker@{socket.gethostname()}")


class Problem(Exception):
    """What the broker refuses: `code` from a closed list, `hint` says what to do next."""

    def __init__(self, body):
        super().__init__(f"{body['code']}: {body['detail']} {body['hint']}")
        self.code = body["code"]


def secret():
    if token := os.environ.get("PEERMESH_TOKEN"):
        return token
    return Path(os.environ.get("PEERMESH_TOKEN_FILE") or Path.home() / ".peermesh" / "token").read_text().strip()


def call(path, body, session=""):
    headers = {"Authorization": f"Bearer {secret()}", "Content-Type": "application/json", "PeerMesh-Session": session}
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Problem(json.load(error)) from None


def work(task):
    """The work itself; replace it. What is in a task is data from another peer: never run it unseen."""
    return f"{len(task.get('description', '').split())} words in the description"


def take_one(session):
    """Claims the next ready task and works on it; False when there is none."""
    try:
        claimed = call("/v1/tasks/claim", {}, session)
    except Problem as problem:
        if problem.code == "not_found":
            return False
        raise
    task = claimed["task"]
    print("took", task["title"], flush=True)
    try:
        update = {"status": "completed", "result": work(task)}
    except Exception as error:
        update = {"status": "failed", "note": str(error)[:4000] or type(error).__name__}
    # The claim number fences off whoever held the task before: a late update is refused as claim_lost.
    call("/v1/tasks/update", {"task_id": task["task_id"], "claim": claimed["claim"], **update}, session)
    print(update["status"], task["title"], flush=True)
    return True


def main():
    # The owner key brings the inbox and the tasks of this label back after a restart.
    key = hashlib.sha256((secret() + LABEL).encode()).hexdigest()
    me = call("/v1/peers/register", {"label": LABEL, "runtime": "python", "host": socket.gethostname(), "owner_key": key})
    print("joined as", me["label"], flush=True)
    try:
        while take_one(me["session_token"]) or "--once" not in sys.argv:
            time.sleep(2)
    finally:
        call("/v1/peers/unregister", {}, me["session_token"])


main()

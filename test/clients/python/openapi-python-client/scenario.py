"""The scenario, with the package that openapi-python-client makes."""

import os

from peermesh import AuthenticatedClient
from peermesh.api.channels import create_channel, publish_message, subscribe_channel
from peermesh.api.health import get_health
from peermesh.api.memory import get_memory, search_memory, set_memory
from peermesh.api.messages import ack_messages, get_message_status, poll_messages, send_message
from peermesh.api.peers import register_peer, update_peer
from peermesh.api.tasks import claim_task, create_task, get_task, update_task
from peermesh.models import *

URL, SECRET = os.environ["PEERMESH_URL"], os.environ["PEERMESH_TOKEN"]


class MeshProblem(Exception):
    """A problem as an exception: this client answers problems that the contract declares, it raises none."""

    def __init__(self, problem):
        super().__init__(problem.detail)
        self.problem = problem


def client(session=None, secret=SECRET):
    return AuthenticatedClient(URL, secret, headers={"PeerMesh-Session": session} if session else {})


def call(operation, client, *body):
    answer = operation.sync(client=client, **({"body": body[0]} if body else {}))
    if isinstance(answer, Problem):
        raise MeshProblem(answer)
    return answer


def join(label):
    registration = call(register_peer, client(), RegisterPeerRequest(label=label, runtime="python", host="studio"))
    assert registration.label == label and not registration.reattached
    return client(registration.session_token)


def refused(code, operation, client, *body):
    """Makes a call that has to fail with this code, and answers the problem."""
    try:
        call(operation, client, *body)
    except MeshProblem as error:
        problem = error.problem
        assert problem.code is ProblemCode(code) and problem.hint and problem.request_id, problem
        print("error", problem.code.value)
        return problem
    raise AssertionError(f"{code} was expected")


assert call(get_health, client()).status == "ok"
print("ok health")

ann, bob, _, other = join("ann"), join("bob"), join("twin"), join("other")
mood = EmotionalState(mood="curious", valence=0.5)
twin = call(update_peer, other, UpdatePeerRequest(alias="twin", emotional_state=mood))
assert twin.label == "other" and twin.emotional_state.valence == 0.5
print("ok register")

message = SendMessageRequest(to="bob", body="Run tests on the crawler – näher", idempotency_key="run-1")
sent, again = call(send_message, ann, message), call(send_message, ann, message)
assert sent.status == "queued" and not sent.duplicate and sent.recipient.alias == "bob"
assert again.duplicate and again.message_id == sent.message_id
print("ok send")

(received,) = call(poll_messages, bob, PollMessagesRequest(limit=10)).messages
assert received.id == sent.message_id and received.body == message.body and received.from_.alias == "ann"
assert received.kind is MessageKind.DIRECT and received.attempt == 1 and not received.redelivered
print("ok poll")

acked = call(ack_messages, bob, AckMessagesRequest(items=[AckItem(id=received.id, lease=received.lease)]))
assert [result.result for result in acked.results] == ["acked"]
status = call(get_message_status, ann, GetMessageStatusRequest(message_id=sent.message_id))
assert status.recipients[0].status is DeliveryStatus.ACKED
print("ok ack")

assert call(create_channel, ann, CreateChannelRequest(name="#ops", topic="Deployments")).created
assert call(subscribe_channel, bob, SubscribeChannelRequest(channel="#ops")).channel.subscribers == 2
print("ok subscribe")

assert call(publish_message, ann, PublishMessageRequest(channel="#ops", body="Deploy starts.")).fanned_out == 1
auto = PollMessagesRequestAck.AUTO
(post,) = call(poll_messages, bob, PollMessagesRequest(channel="#ops", ack=auto)).messages
assert post.body == "Deploy starts." and post.channel == "#ops" and post.kind is MessageKind.CHANNEL
print("ok publish")

metadata = Metadata.from_dict({"branch": "main"})
task = call(create_task, ann, CreateTaskRequest(title="Fix the test", assignee="bob", metadata=metadata)).task
claimed = call(claim_task, bob, ClaimTaskRequest(task_id=task.task_id))
assert claimed.claim == 1 and claimed.task.metadata["branch"] == "main" and claimed.lease_expires_at
working, done = UpdateTaskRequestStatus.WORKING, UpdateTaskRequestStatus.COMPLETED
mine = {"task_id": task.task_id, "claim": claimed.claim}
call(update_task, bob, UpdateTaskRequest(**mine, status=working, note="Found it."))
refused("claim_lost", update_task, bob, UpdateTaskRequest(task_id=task.task_id, claim=99, note="Late."))
call(update_task, bob, UpdateTaskRequest(**mine, status=done, result="Green."))
told = call(get_task, ann, GetTaskRequest(task_id=task.task_id))
assert told.task.status is TaskStatus.COMPLETED and told.task.result == "Green." and not told.task.holder
assert [row.event.value for row in told.history] == ["created", "claimed", "updated", "updated"]
print("ok task")

entry = SetMemoryRequest(key="crawler/test-command", value="npm test -- POL-358", tags=["howto"], if_version=0)
assert call(set_memory, ann, entry).version == 1
found = call(get_memory, bob, GetMemoryRequest(keys=[entry.key, "nothing"]))
assert found.entries[0].value == entry.value and found.entries[0].written_by == "ann" and found.missing == ["nothing"]
print("ok memory")

(hit,) = call(search_memory, bob, SearchMemoryRequest(query="POL-358 command")).hits
assert hit.key == entry.key and hit.score > 0
print("ok search")

conflict = refused("conflict", set_memory, ann, SetMemoryRequest(key=entry.key, value="stale", if_version=7))
assert conflict.current.version == 1 and conflict.current.value == entry.value
refused("task_terminal", update_task, bob, UpdateTaskRequest(task_id=task.task_id, note="More."))
assert refused("not_found", send_message, ann, SendMessageRequest(to="bobb", body="Hello")).candidates == ["bob"]
assert len(refused("ambiguous", send_message, ann, SendMessageRequest(to="twin", body="Hello")).candidates) == 2
broken = SetMemoryRequest(key="broken", value="{", format_=MemoryFormat.JSON)
refused("invalid_request", set_memory, ann, broken)
refused("unauthenticated", get_health, client(secret="wrong"))
refused("session_invalid", search_memory, client(session="wrong"), SearchMemoryRequest())

"""The scenario, with the client that `redocly generate-client --generator python` makes."""

import os

from peermesh import (
    AckItem,
    AckMessagesRequest,
    ApiError,
    ClaimTaskRequest,
    Client,
    CreateChannelRequest,
    CreateTaskRequest,
    EmotionalState,
    GetMemoryRequest,
    GetMessageStatusRequest,
    GetTaskRequest,
    MemoryFormat,
    MessageKind,
    PollMessagesRequest,
    Problem,
    ProblemCode,
    PublishMessageRequest,
    RegisterPeerRequest,
    SearchMemoryRequest,
    SendMessageRequest,
    SetMemoryRequest,
    SubscribeChannelRequest,
    TaskStatus,
    UpdatePeerRequest,
    UpdateTaskRequest,
    decode,
)

URL, SECRET = os.environ["PEERMESH_URL"], os.environ["PEERMESH_TOKEN"]


def client(session=None, secret=SECRET):
    return Client(URL, auth={"bearer": secret, "apiKey": {"sessionToken": session} if session else {}})


def join(label):
    registration = client().register_peer(RegisterPeerRequest(label=label, runtime="python", host="studio"))
    assert registration.label == label and not registration.reattached
    return client(registration.session_token)


def refused(code, call):
    """Runs a call that has to fail with this code, and answers the problem."""
    try:
        call()
    except ApiError as error:
        problem = decode(Problem, error.body)
        assert problem.code is ProblemCode(code) and problem.hint and problem.status == error.status, problem
        print("error", problem.code.value)
        return problem
    raise AssertionError(f"{code} was expected")


assert client().get_health().status == "ok"
print("ok health")

ann, bob, _, other = join("ann"), join("bob"), join("twin"), join("other")
twin = other.update_peer(UpdatePeerRequest(alias="twin", emotional_state=EmotionalState(mood="curious", valence=0.5)))
assert twin.label == "other" and twin.emotional_state.valence == 0.5
print("ok register")

message = SendMessageRequest(to="bob", body="Run tests on the crawler – näher", idempotency_key="run-1")
sent, again = ann.send_message(message), ann.send_message(message)
assert sent.status == "queued" and not sent.duplicate and sent.recipient.alias == "bob"
assert again.duplicate and again.message_id == sent.message_id
print("ok send")

(received,) = bob.poll_messages(PollMessagesRequest(limit=10)).messages
assert received.id == sent.message_id and received.body == message.body and received.from_.alias == "ann"
assert received.kind is MessageKind.DIRECT and received.attempt == 1 and not received.redelivered
print("ok poll")

acked = bob.ack_messages(AckMessagesRequest(items=[AckItem(id=received.id, lease=received.lease, outcome="acked")]))
assert [result.result for result in acked.results] == ["acked"]
assert ann.get_message_status(GetMessageStatusRequest(message_id=sent.message_id)).recipients[0].status == "acked"
print("ok ack")

assert ann.create_channel(CreateChannelRequest(name="#ops", topic="Deployments")).created
assert bob.subscribe_channel(SubscribeChannelRequest(channel="#ops")).channel.subscribers == 2
print("ok subscribe")

assert ann.publish_message(PublishMessageRequest(channel="#ops", body="Deploy starts.")).fanned_out == 1
(post,) = bob.poll_messages(PollMessagesRequest(channel="#ops", ack="auto")).messages
assert post.body == "Deploy starts." and post.channel == "#ops" and post.kind is MessageKind.CHANNEL
print("ok publish")

task = ann.create_task(CreateTaskRequest(title="Fix the test", assignee="bob", metadata={"branch": "main"})).task
claimed = bob.claim_task(ClaimTaskRequest(task_id=task.task_id))
assert claimed.claim == 1 and claimed.task.metadata == {"branch": "main"} and claimed.lease_expires_at
bob.update_task(UpdateTaskRequest(task_id=task.task_id, claim=claimed.claim, status="working", note="Found it."))
refused("claim_lost", lambda: bob.update_task(UpdateTaskRequest(task_id=task.task_id, claim=99, note="Late.")))
bob.update_task(UpdateTaskRequest(task_id=task.task_id, claim=claimed.claim, status="completed", result="Green."))
told = ann.get_task(GetTaskRequest(task_id=task.task_id))
assert told.task.status is TaskStatus.COMPLETED and told.task.result == "Green." and told.task.holder is None
assert [row.event for row in told.history] == ["created", "claimed", "updated", "updated"]
print("ok task")

entry = SetMemoryRequest(key="crawler/test-command", value="npm test -- POL-358", tags=["howto"], if_version=0)
assert ann.set_memory(entry).version == 1
found = bob.get_memory(GetMemoryRequest(keys=[entry.key, "nothing"]))
assert found.entries[0].value == entry.value and found.entries[0].written_by == "ann" and found.missing == ["nothing"]
print("ok memory")

(hit,) = bob.search_memory(SearchMemoryRequest(query="POL-358 command")).hits
assert hit.key == entry.key and hit.score > 0
print("ok search")

conflict = refused("conflict", lambda: ann.set_memory(SetMemoryRequest(key=entry.key, value="stale", if_version=7)))
assert conflict.current.version == 1 and conflict.current.value == entry.value
refused("task_terminal", lambda: bob.update_task(UpdateTaskRequest(task_id=task.task_id, note="More.")))
near = refused("not_found", lambda: ann.send_message(SendMessageRequest(to="bobb", body="Hello")))
assert near.candidates == ["bob"]
twins = refused("ambiguous", lambda: ann.send_message(SendMessageRequest(to="twin", body="Hello")))
assert len(twins.candidates) == 2
json = MemoryFormat.JSON
refused("invalid_request", lambda: ann.set_memory(SetMemoryRequest(key="broken", value="{", format=json)))
refused("unauthenticated", lambda: client(secret="wrong").get_health())
refused("session_invalid", lambda: client(session="wrong").search_memory(SearchMemoryRequest()))

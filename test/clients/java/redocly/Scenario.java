import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import peermesh.Peermesh;
import peermesh.Peermesh.*;

/** The scenario, with the client that `redocly generate-client --generator java` makes. */
public class Scenario {
    static Peermesh client(String secret, String session) {
        Auth auth = new Auth().bearer(secret);
        if (session != null) auth.apiKey("sessionToken", session);
        return new Peermesh(new Config().serverUrl(System.getenv("PEERMESH_URL")).auth(auth));
    }

    static final String SECRET = System.getenv("PEERMESH_TOKEN");

    static void check(boolean holds, Object what) {
        if (!holds) throw new AssertionError("not as expected: " + what);
    }

    static Peermesh join(String label) {
        var request = RegisterPeerRequest.fromJson(Map.of("label", label, "runtime", "java", "host", "studio"));
        var registration = client(SECRET, null).registerPeer(request);
        check(registration.label().equals(label) && !registration.reattached(), registration);
        return client(SECRET, registration.sessionToken());
    }

    /** Makes a call that has to fail with this code, and answers the problem. */
    static Problem refused(ProblemCode code, Supplier<?> call) {
        try {
            call.get();
        } catch (ApiException error) {
            Problem problem = Problem.fromJson(error.body);
            check(problem.code() == code && problem.status() == error.status && problem.hint() != null, problem);
            System.out.println("error " + code.wire());
            return problem;
        }
        throw new AssertionError(code + " was expected");
    }

    public static void main(String[] arguments) {
        check(client(SECRET, null).getHealth().status().equals("ok"), "health");
        System.out.println("ok health");

        Peermesh ann = join("ann"), bob = join("bob");
        join("twin");
        var alias = Map.of("alias", "twin", "emotional_state", Map.of("mood", "curious", "valence", 0.5));
        Peer twin = join("other").updatePeer(UpdatePeerRequest.fromJson(alias));
        check(twin.label().equals("other") && twin.emotionalState().valence() == 0.5, twin);
        System.out.println("ok register");

        var text = "Run tests on the crawler – näher";
        var message = SendMessageRequest.fromJson(Map.of("to", "bob", "body", text, "idempotency_key", "run-1"));
        SendMessageResponse sent = ann.sendMessage(message), again = ann.sendMessage(message);
        check(sent.status().equals("queued") && !sent.duplicate() && sent.recipient().alias().equals("bob"), sent);
        check(again.duplicate() && again.messageId().equals(sent.messageId()), again);
        System.out.println("ok send");

        Message received = bob.pollMessages(PollMessagesRequest.fromJson(Map.of("limit", 10))).messages().get(0);
        check(received.id().equals(sent.messageId()) && received.body().equals(text), received);
        check(received.from().alias().equals("ann") && received.kind() == MessageKind.DIRECT, received);
        check(received.attempt() == 1 && !received.redelivered(), received);
        System.out.println("ok poll");

        var item = Map.of("id", received.id(), "lease", received.lease(), "outcome", "acked");
        var acked = bob.ackMessages(AckMessagesRequest.fromJson(Map.of("items", List.of(item))));
        check(acked.results().get(0).result().equals("acked"), acked);
        var status = ann.getMessageStatus(new GetMessageStatusRequest(sent.messageId()));
        check(status.recipients().get(0).status() == DeliveryStatus.ACKED, status);
        System.out.println("ok ack");

        var channel = CreateChannelRequest.fromJson(Map.of("name", "#ops", "topic", "Deployments"));
        check(ann.createChannel(channel).created(), "#ops");
        var subscribe = SubscribeChannelRequest.fromJson(Map.of("channel", "#ops"));
        check(bob.subscribeChannel(subscribe).channel().subscribers() == 2, "#ops");
        System.out.println("ok subscribe");

        var publish = PublishMessageRequest.fromJson(Map.of("channel", "#ops", "body", "Deploy starts."));
        check(ann.publishMessage(publish).fannedOut() == 1, "#ops");
        var poll = PollMessagesRequest.fromJson(Map.of("channel", "#ops", "ack", "auto"));
        Message post = bob.pollMessages(poll).messages().get(0);
        check(post.body().equals("Deploy starts.") && post.channel().equals("#ops"), post);
        check(post.kind() == MessageKind.CHANNEL, post);
        System.out.println("ok publish");

        var metadata = Map.of("branch", "main");
        var create = Map.of("title", "Fix the test", "assignee", "bob", "metadata", metadata);
        String id = ann.createTask(CreateTaskRequest.fromJson(create)).task().taskId();
        var claimed = bob.claimTask(ClaimTaskRequest.fromJson(Map.of("task_id", id)));
        check(claimed.claim() == 1 && claimed.task().metadata().equals(metadata), claimed);
        long claim = claimed.claim();
        var working = Map.of("task_id", id, "claim", claim, "status", "working", "note", "Found it.");
        bob.updateTask(UpdateTaskRequest.fromJson(working));
        var late = UpdateTaskRequest.fromJson(Map.of("task_id", id, "claim", 99, "note", "Late."));
        refused(ProblemCode.CLAIM_LOST, () -> bob.updateTask(late));
        var done = Map.of("task_id", id, "claim", claim, "status", "completed", "result", "Green.");
        bob.updateTask(UpdateTaskRequest.fromJson(done));
        var told = ann.getTask(new GetTaskRequest(id));
        check(told.task().status() == TaskStatus.COMPLETED && told.task().result().equals("Green."), told);
        check(told.task().holder() == null, told);
        var events = told.history().stream().map(TaskTransition::event).toList();
        check(events.equals(List.of("created", "claimed", "updated", "updated")), events);
        System.out.println("ok task");

        var key = "crawler/test-command";
        var value = "npm test -- POL-358";
        var entry = Map.of("key", key, "value", value, "tags", List.of("howto"), "if_version", 0);
        check(ann.setMemory(SetMemoryRequest.fromJson(entry)).version() == 1, entry);
        var found = bob.getMemory(GetMemoryRequest.fromJson(Map.of("keys", List.of(key, "nothing"))));
        check(found.entries().get(0).value().equals(value) && found.missing().equals(List.of("nothing")), found);
        check(found.entries().get(0).writtenBy().equals("ann"), found);
        System.out.println("ok memory");

        var hit = bob.searchMemory(SearchMemoryRequest.fromJson(Map.of("query", "POL-358 command"))).hits().get(0);
        check(hit.key().equals(key) && hit.score() > 0, hit);
        System.out.println("ok search");

        var stale = SetMemoryRequest.fromJson(Map.of("key", key, "value", "stale", "if_version", 7));
        Problem conflict = refused(ProblemCode.CONFLICT, () -> ann.setMemory(stale));
        check(conflict.current().version() == 1 && conflict.current().value().equals(value), conflict);
        var more = UpdateTaskRequest.fromJson(Map.of("task_id", id, "note", "More."));
        refused(ProblemCode.TASK_TERMINAL, () -> bob.updateTask(more));
        var nobody = SendMessageRequest.fromJson(Map.of("to", "bobb", "body", "Hello"));
        check(refused(ProblemCode.NOT_FOUND, () -> ann.sendMessage(nobody)).candidates().equals(List.of("bob")), nobody);
        var both = SendMessageRequest.fromJson(Map.of("to", "twin", "body", "Hello"));
        check(refused(ProblemCode.AMBIGUOUS, () -> ann.sendMessage(both)).candidates().size() == 2, both);
        var broken = SetMemoryRequest.fromJson(Map.of("key", "broken", "value", "{", "format", "json"));
        refused(ProblemCode.INVALID_REQUEST, () -> ann.setMemory(broken));
        refused(ProblemCode.UNAUTHENTICATED, () -> client("wrong", null).getHealth());
        var all = SearchMemoryRequest.fromJson(Map.of());
        refused(ProblemCode.SESSION_INVALID, () -> client(SECRET, "wrong").searchMemory(all));
    }
}

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import peermesh.*;

/** The scenario, with the package that OpenAPI Generator makes for Java with the library `native`. */
public class Scenario {
    static ApiClient client(String secret, String session) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("PEERMESH_URL"));
        return client.setRequestInterceptor(request -> {
            request.header("Authorization", "Bearer " + secret);
            if (session != null) request.header("PeerMesh-Session", session);
        });
    }

    static final String SECRET = System.getenv("PEERMESH_TOKEN");

    /** The operations as one peer. */
    static class Mesh {
        final PeersApi peers;
        final MessagesApi messages;
        final ChannelsApi channels;
        final TasksApi tasks;
        final MemoryApi memory;

        Mesh(ApiClient client) {
            peers = new PeersApi(client);
            messages = new MessagesApi(client);
            channels = new ChannelsApi(client);
            tasks = new TasksApi(client);
            memory = new MemoryApi(client);
        }
    }

    static void check(boolean holds, Object what) {
        if (!holds) throw new AssertionError("not as expected: " + what);
    }

    static Mesh join(String label) throws ApiException {
        var request = new RegisterPeerRequest().label(label).runtime("java").host("studio");
        var registration = new PeersApi(client(SECRET, null)).registerPeer(request);
        check(registration.getLabel().equals(label) && !registration.getReattached(), registration);
        return new Mesh(client(SECRET, registration.getSessionToken()));
    }

    /** Makes a call that has to fail with this code, and answers the problem. */
    static Problem refused(ProblemCode code, Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (ApiException error) {
            Problem problem = JSON.getDefault().getMapper().readValue(error.getResponseBody(), Problem.class);
            check(problem.getCode() == code && problem.getStatus() == error.getCode(), problem);
            check(problem.getHint() != null, problem);
            System.out.println("error " + code.getValue());
            return problem;
        }
        throw new AssertionError(code + " was expected");
    }

    public static void main(String[] arguments) throws Exception {
        Health health = new HealthApi(client(SECRET, null)).getHealth();
        check(health.getStatus() == Health.StatusEnum.OK && health.getFreeBytes() > 0, health);
        System.out.println("ok health");

        Mesh ann = join("ann"), bob = join("bob");
        join("twin");
        var mood = new EmotionalState().mood("curious").valence(new java.math.BigDecimal("0.5"));
        Peer twin = join("other").peers.updatePeer(new UpdatePeerRequest().alias("twin").emotionalState(mood));
        check(twin.getLabel().equals("other") && twin.getEmotionalState().equals(mood), twin);
        System.out.println("ok register");

        var text = "Run tests on the crawler – näher";
        var message = new SendMessageRequest().to("bob").body(text).idempotencyKey("run-1");
        SendMessageResponse sent = ann.messages.sendMessage(message), again = ann.messages.sendMessage(message);
        check(sent.getStatus() == SendMessageResponse.StatusEnum.QUEUED && !sent.getDuplicate(), sent);
        check(sent.getRecipient().getAlias().equals("bob"), sent);
        check(again.getDuplicate() && again.getMessageId().equals(sent.getMessageId()), again);
        System.out.println("ok send");

        Message received = bob.messages.pollMessages(new PollMessagesRequest().limit(10)).getMessages().get(0);
        check(received.getId().equals(sent.getMessageId()) && received.getBody().equals(text), received);
        check(received.getFrom().getAlias().equals("ann") && received.getKind() == MessageKind.DIRECT, received);
        check(received.getAttempt() == 1 && !received.getRedelivered(), received);
        System.out.println("ok poll");

        var item = new AckItem().id(received.getId()).lease(received.getLease());
        var acked = bob.messages.ackMessages(new AckMessagesRequest().addItemsItem(item));
        check(acked.getResults().get(0).getResult() == AckResult.ResultEnum.ACKED, acked);
        var status = ann.messages.getMessageStatus(new GetMessageStatusRequest().messageId(sent.getMessageId()));
        check(status.getRecipients().get(0).getStatus() == DeliveryStatus.ACKED, status);
        System.out.println("ok ack");

        var channel = new CreateChannelRequest().name("#ops").topic("Deployments");
        check(ann.channels.createChannel(channel).getCreated(), "#ops");
        var subscribe = new SubscribeChannelRequest().channel("#ops");
        check(bob.channels.subscribeChannel(subscribe).getChannel().getSubscribers() == 2, "#ops");
        System.out.println("ok subscribe");

        var publish = new PublishMessageRequest().channel("#ops").body("Deploy starts.");
        check(ann.channels.publishMessage(publish).getFannedOut() == 1, "#ops");
        var poll = new PollMessagesRequest().channel("#ops").ack(PollMessagesRequest.AckEnum.AUTO);
        Message post = bob.messages.pollMessages(poll).getMessages().get(0);
        check(post.getBody().equals("Deploy starts.") && post.getChannel().equals("#ops"), post);
        check(post.getKind() == MessageKind.CHANNEL, post);
        System.out.println("ok publish");

        var metadata = Map.of("branch", "main");
        var create = new CreateTaskRequest().title("Fix the test").assignee("bob").metadata(metadata);
        String id = ann.tasks.createTask(create).getTask().getTaskId();
        var claimed = bob.tasks.claimTask(new ClaimTaskRequest().taskId(id));
        check(claimed.getClaim() == 1 && claimed.getTask().getMetadata().equals(metadata), claimed);
        check(claimed.getLeaseExpiresAt() != null, claimed);
        var update = new UpdateTaskRequest().taskId(id).claim(claimed.getClaim());
        bob.tasks.updateTask(update.status(UpdateTaskRequest.StatusEnum.WORKING).note("Found it."));
        var late = new UpdateTaskRequest().taskId(id).claim(99L).note("Late.");
        refused(ProblemCode.CLAIM_LOST, () -> bob.tasks.updateTask(late));
        bob.tasks.updateTask(update.status(UpdateTaskRequest.StatusEnum.COMPLETED).note(null).result("Green."));
        var told = ann.tasks.getTask(new GetTaskRequest().taskId(id));
        check(told.getTask().getStatus() == TaskStatus.COMPLETED && told.getTask().getHolder() == null, told);
        check(told.getTask().getResult().equals("Green."), told);
        var events = told.getHistory().stream().map(row -> row.getEvent().getValue()).toList();
        check(events.equals(List.of("created", "claimed", "updated", "updated")), events);
        System.out.println("ok task");

        var key = "crawler/test-command";
        var value = "npm test -- POL-358";
        var entry = new SetMemoryRequest().key(key).value(value).tags(Set.of("howto")).ifVersion(0L);
        check(ann.memory.setMemory(entry).getVersion() == 1, entry);
        var found = bob.memory.getMemory(new GetMemoryRequest().keys(Set.of(key, "nothing")));
        check(found.getEntries().get(0).getValue().equals(value) && found.getMissing().equals(List.of("nothing")), found);
        check(found.getEntries().get(0).getWrittenBy().equals("ann"), found);
        System.out.println("ok memory");

        var hit = bob.memory.searchMemory(new SearchMemoryRequest().query("POL-358 command")).getHits().get(0);
        check(hit.getKey().equals(key) && hit.getScore().signum() > 0, hit);
        System.out.println("ok search");

        var stale = new SetMemoryRequest().key(key).value("stale").ifVersion(7L);
        Problem conflict = refused(ProblemCode.CONFLICT, () -> ann.memory.setMemory(stale));
        check(conflict.getCurrent().getVersion() == 1 && conflict.getCurrent().getValue().equals(value), conflict);
        var more = new UpdateTaskRequest().taskId(id).note("More.");
        refused(ProblemCode.TASK_TERMINAL, () -> bob.tasks.updateTask(more));
        var nobody = new SendMessageRequest().to("bobb").body("Hello");
        Problem near = refused(ProblemCode.NOT_FOUND, () -> ann.messages.sendMessage(nobody));
        check(near.getCandidates().equals(List.of("bob")), near);
        var both = new SendMessageRequest().to("twin").body("Hello");
        check(refused(ProblemCode.AMBIGUOUS, () -> ann.messages.sendMessage(both)).getCandidates().size() == 2, both);
        var broken = new SetMemoryRequest().key("broken").value("{").format(MemoryFormat.JSON);
        refused(ProblemCode.INVALID_REQUEST, () -> ann.memory.setMemory(broken));
        refused(ProblemCode.UNAUTHENTICATED, () -> new HealthApi(client("wrong", null)).getHealth());
        var stranger = new MemoryApi(client(SECRET, "wrong"));
        refused(ProblemCode.SESSION_INVALID, () -> stranger.searchMemory(new SearchMemoryRequest()));
    }
}

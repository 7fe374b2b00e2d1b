// The scenario, with the client that oapi-codegen makes.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"

	"scenario/peermesh"
)

var ctx = context.Background()

func client(secret, session string) *peermesh.ClientWithResponses {
	prove := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+secret)
		request.Header.Set("PeerMesh-Session", session)
		return nil
	}
	return must(peermesh.NewClientWithResponses(os.Getenv("PEERMESH_URL"), peermesh.WithRequestEditorFn(prove)))
}

var secret = os.Getenv("PEERMESH_TOKEN")

func check(holds bool, what any) {
	if !holds {
		panic(fmt.Sprintf("not as expected: %+v", what))
	}
}

func must[T any](answer T, err error) T {
	if err != nil {
		panic(err)
	}
	return answer
}

// refused is for a call that has to fail with this code; it answers the problem.
func refused(code peermesh.ProblemCode, body []byte) (problem peermesh.Problem) {
	check(json.Unmarshal(body, &problem) == nil && problem.Code == code && problem.Hint != "", string(body))
	fmt.Println("error", problem.Code)
	return problem
}

func ptr[T any](value T) *T { return &value }

func join(label string) *peermesh.ClientWithResponses {
	request := peermesh.RegisterPeerRequest{Label: label, Runtime: "go", Host: "studio"}
	registration := must(client(secret, "").RegisterPeerWithResponse(ctx, request)).JSON200
	check(registration.Label == label && !registration.Reattached, registration)
	return client(secret, registration.SessionToken)
}

func main() {
	check(must(client(secret, "").GetHealthWithResponse(ctx)).JSON200.Status == "ok", "health")
	fmt.Println("ok health")

	ann, bob := join("ann"), join("bob")
	join("twin")
	mood := peermesh.EmotionalState{Mood: ptr("curious"), Valence: ptr(float32(0.5))}
	twin := must(join("other").UpdatePeerWithResponse(ctx, peermesh.UpdatePeerRequest{Alias: ptr("twin"), EmotionalState: &mood})).JSON200
	check(twin.Label == "other" && *twin.EmotionalState.Valence == 0.5, twin)
	fmt.Println("ok register")

	message := peermesh.SendMessageRequest{To: "bob", Body: "Run tests on the crawler – näher", IdempotencyKey: ptr("run-1")}
	sent, again := must(ann.SendMessageWithResponse(ctx, message)).JSON200, must(ann.SendMessageWithResponse(ctx, message)).JSON200
	check(sent.Status == "queued" && !sent.Duplicate && sent.Recipient.Alias == "bob", sent)
	check(again.Duplicate && again.MessageId == sent.MessageId, again)
	fmt.Println("ok send")

	received := must(bob.PollMessagesWithResponse(ctx, peermesh.PollMessagesRequest{Limit: ptr(10)})).JSON200.Messages[0]
	check(received.Id == sent.MessageId && received.Body == message.Body && received.From.Alias == "ann", received)
	check(received.Kind == peermesh.MessageKindDirect && received.Attempt == 1 && !received.Redelivered, received)
	fmt.Println("ok poll")

	items := []peermesh.AckItem{{Id: received.Id, Lease: received.Lease, Outcome: ptr(peermesh.AckItemOutcomeAcked)}}
	check(must(bob.AckMessagesWithResponse(ctx, peermesh.AckMessagesRequest{Items: items})).JSON200.Results[0].Result == "acked", items)
	status := must(ann.GetMessageStatusWithResponse(ctx, peermesh.GetMessageStatusRequest{MessageId: sent.MessageId})).JSON200
	check(status.Recipients[0].Status == peermesh.DeliveryStatusAcked, status)
	fmt.Println("ok ack")

	check(must(ann.CreateChannelWithResponse(ctx, peermesh.CreateChannelRequest{Name: "#ops", Topic: ptr("Deployments")})).JSON200.Created, "#ops")
	check(must(bob.SubscribeChannelWithResponse(ctx, peermesh.SubscribeChannelRequest{Channel: "#ops"})).JSON200.Channel.Subscribers == 2, "#ops")
	fmt.Println("ok subscribe")

	published := must(ann.PublishMessageWithResponse(ctx, peermesh.PublishMessageRequest{Channel: "#ops", Body: "Deploy starts."})).JSON200
	check(published.FannedOut == 1, published)
	post := must(bob.PollMessagesWithResponse(ctx, peermesh.PollMessagesRequest{Channel: ptr("#ops"), Ack: ptr(peermesh.Auto)})).JSON200.Messages[0]
	check(post.Body == "Deploy starts." && *post.Channel == "#ops" && post.Kind == peermesh.MessageKindChannel, post)
	fmt.Println("ok publish")

	metadata := peermesh.Metadata{"branch": "main"}
	create := peermesh.CreateTaskRequest{Title: "Fix the test", Assignee: ptr("bob"), Metadata: &metadata}
	id := must(ann.CreateTaskWithResponse(ctx, create)).JSON200.Task.TaskId
	claimed := must(bob.ClaimTaskWithResponse(ctx, peermesh.ClaimTaskRequest{TaskId: &id})).JSON200
	check(claimed.Claim == 1 && (*claimed.Task.Metadata)["branch"] == "main" && !claimed.LeaseExpiresAt.IsZero(), claimed)
	update := peermesh.UpdateTaskRequest{TaskId: id, Claim: &claimed.Claim, Status: ptr(peermesh.UpdateTaskRequestStatusWorking), Note: ptr("Found it.")}
	must(bob.UpdateTaskWithResponse(ctx, update))
	late := must(bob.UpdateTaskWithResponse(ctx, peermesh.UpdateTaskRequest{TaskId: id, Claim: ptr(int64(99)), Note: ptr("Late.")}))
	refused("claim_lost", late.Body)
	update.Status, update.Note, update.Result = ptr(peermesh.UpdateTaskRequestStatusCompleted), nil, ptr("Green.")
	must(bob.UpdateTaskWithResponse(ctx, update))
	told := must(ann.GetTaskWithResponse(ctx, peermesh.GetTaskRequest{TaskId: id})).JSON200
	check(told.Task.Status == peermesh.TaskStatusCompleted && *told.Task.Result == "Green." && told.Task.Holder == nil, told)
	check(len(told.History) == 4 && told.History[1].Event == "claimed", told.History)
	fmt.Println("ok task")

	entry := peermesh.SetMemoryRequest{Key: "crawler/test-command", Value: "npm test -- POL-358", Tags: &[]string{"howto"}, IfVersion: ptr(int64(0))}
	check(must(ann.SetMemoryWithResponse(ctx, entry)).JSON200.Version == 1, entry)
	found := must(bob.GetMemoryWithResponse(ctx, peermesh.GetMemoryRequest{Keys: []string{entry.Key, "nothing"}})).JSON200
	check(found.Entries[0].Value == entry.Value && found.Entries[0].WrittenBy == "ann" && found.Missing[0] == "nothing", found)
	fmt.Println("ok memory")

	hit := must(bob.SearchMemoryWithResponse(ctx, peermesh.SearchMemoryRequest{Query: ptr("POL-358 command")})).JSON200.Hits[0]
	check(hit.Key == entry.Key && hit.Score > 0, hit)
	fmt.Println("ok search")

	stale := must(ann.SetMemoryWithResponse(ctx, peermesh.SetMemoryRequest{Key: entry.Key, Value: "stale", IfVersion: ptr(int64(7))}))
	conflict := refused("conflict", stale.Body)
	check(*conflict.Current.Version == 1 && *conflict.Current.Value == entry.Value, conflict)
	more := must(bob.UpdateTaskWithResponse(ctx, peermesh.UpdateTaskRequest{TaskId: id, Note: ptr("More.")}))
	refused("task_terminal", more.Body)
	nobody := must(ann.SendMessageWithResponse(ctx, peermesh.SendMessageRequest{To: "bobb", Body: "Hello"}))
	check((*refused("not_found", nobody.Body).Candidates)[0] == "bob", nobody)
	both := must(ann.SendMessageWithResponse(ctx, peermesh.SendMessageRequest{To: "twin", Body: "Hello"}))
	check(len(*refused("ambiguous", both.Body).Candidates) == 2, both)
	broken := must(ann.SetMemoryWithResponse(ctx, peermesh.SetMemoryRequest{Key: "broken", Value: "{", Format: ptr(peermesh.Json)}))
	refused("invalid_request", broken.Body)
	health := must(client("wrong", "").GetHealthWithResponse(ctx))
	refused("unauthenticated", health.Body)
	hits := must(client(secret, "wrong").SearchMemoryWithResponse(ctx, peermesh.SearchMemoryRequest{}))
	refused("session_invalid", hits.Body)
}

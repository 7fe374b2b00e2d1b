// The scenario, with the client that `redocly generate-client --generator go` makes.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"scenario/peermesh"
)

var ctx = context.Background()

func client(secret, session string) *peermesh.Client {
	auth := peermesh.Auth{Bearer: func() string { return secret }}
	if session != "" {
		auth.APIKey = map[string]func() string{"sessionToken": func() string { return session }}
	}
	return peermesh.New(peermesh.Config{ServerURL: os.Getenv("PEERMESH_URL"), Auth: auth})
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
func refused[T any](code peermesh.ProblemCode, _ T, err error) (problem peermesh.Problem) {
	var failed *peermesh.APIError
	check(errors.As(err, &failed), err)
	check(json.Unmarshal(must(json.Marshal(failed.Body)), &problem) == nil, failed.Body)
	check(problem.Code == code && problem.Hint != "" && problem.Status == int64(failed.Status), problem)
	fmt.Println("error", problem.Code)
	return problem
}

func ptr[T any](value T) *T { return &value }

func join(label string) *peermesh.Client {
	request := peermesh.RegisterPeerRequest{Label: label, Runtime: "go", Host: "studio"}
	registration := must(client(secret, "").RegisterPeer(ctx, request))
	check(registration.Label == label && !registration.Reattached, registration)
	return client(secret, registration.SessionToken)
}

func main() {
	check(must(client(secret, "").GetHealth(ctx)).Status == "ok", "health")
	fmt.Println("ok health")

	ann, bob := join("ann"), join("bob")
	join("twin")
	mood := peermesh.EmotionalState{Mood: ptr("curious"), Valence: ptr(0.5)}
	twin := must(join("other").UpdatePeer(ctx, peermesh.UpdatePeerRequest{Alias: ptr("twin"), EmotionalState: &mood}))
	check(twin.Label == "other" && *twin.EmotionalState.Valence == 0.5, twin)
	fmt.Println("ok register")

	message := peermesh.SendMessageRequest{To: "bob", Body: "Run tests on the crawler – näher", IdempotencyKey: ptr("run-1")}
	sent, again := must(ann.SendMessage(ctx, message)), must(ann.SendMessage(ctx, message))
	check(sent.Status == "queued" && !sent.Duplicate && sent.Recipient.Alias == "bob", sent)
	check(again.Duplicate && again.MessageId == sent.MessageId, again)
	fmt.Println("ok send")

	received := must(bob.PollMessages(ctx, peermesh.PollMessagesRequest{Limit: ptr(int64(10))})).Messages[0]
	check(received.Id == sent.MessageId && received.Body == message.Body && received.From.Alias == "ann", received)
	check(received.Kind == peermesh.MessageKindDirect && received.Attempt == 1 && !received.Redelivered, received)
	fmt.Println("ok poll")

	items := []peermesh.AckItem{{Id: received.Id, Lease: received.Lease, Outcome: ptr("acked")}}
	check(must(bob.AckMessages(ctx, peermesh.AckMessagesRequest{Items: items})).Results[0].Result == "acked", items)
	status := must(ann.GetMessageStatus(ctx, peermesh.GetMessageStatusRequest{MessageId: sent.MessageId}))
	check(status.Recipients[0].Status == peermesh.DeliveryStatusAcked, status)
	fmt.Println("ok ack")

	check(must(ann.CreateChannel(ctx, peermesh.CreateChannelRequest{Name: "#ops", Topic: ptr("Deployments")})).Created, "#ops")
	check(must(bob.SubscribeChannel(ctx, peermesh.SubscribeChannelRequest{Channel: "#ops"})).Channel.Subscribers == 2, "#ops")
	fmt.Println("ok subscribe")

	published := must(ann.PublishMessage(ctx, peermesh.PublishMessageRequest{Channel: "#ops", Body: "Deploy starts."}))
	check(published.FannedOut == 1, published)
	post := must(bob.PollMessages(ctx, peermesh.PollMessagesRequest{Channel: ptr("#ops"), Ack: ptr("auto")})).Messages[0]
	check(post.Body == "Deploy starts." && *post.Channel == "#ops" && post.Kind == peermesh.MessageKindChannel, post)
	fmt.Println("ok publish")

	metadata := peermesh.Metadata{"branch": "main"}
	create := peermesh.CreateTaskRequest{Title: "Fix the test", Assignee: ptr("bob"), Metadata: &metadata}
	id := must(ann.CreateTask(ctx, create)).Task.TaskId
	claimed := must(bob.ClaimTask(ctx, peermesh.ClaimTaskRequest{TaskId: &id}))
	check(claimed.Claim == 1 && (*claimed.Task.Metadata)["branch"] == "main" && claimed.LeaseExpiresAt != "", claimed)
	update := peermesh.UpdateTaskRequest{TaskId: id, Claim: &claimed.Claim, Status: ptr("working"), Note: ptr("Found it.")}
	must(bob.UpdateTask(ctx, update))
	late, err := bob.UpdateTask(ctx, peermesh.UpdateTaskRequest{TaskId: id, Claim: ptr(int64(99)), Note: ptr("Late.")})
	refused("claim_lost", late, err)
	update.Status, update.Note, update.Result = ptr("completed"), nil, ptr("Green.")
	must(bob.UpdateTask(ctx, update))
	told := must(ann.GetTask(ctx, peermesh.GetTaskRequest{TaskId: id}))
	check(told.Task.Status == peermesh.TaskStatusCompleted && *told.Task.Result == "Green." && told.Task.Holder == nil, told)
	check(len(told.History) == 4 && told.History[1].Event == "claimed", told.History)
	fmt.Println("ok task")

	entry := peermesh.SetMemoryRequest{Key: "crawler/test-command", Value: "npm test -- POL-358", Tags: []string{"howto"}, IfVersion: ptr(int64(0))}
	check(must(ann.SetMemory(ctx, entry)).Version == 1, entry)
	found := must(bob.GetMemory(ctx, peermesh.GetMemoryRequest{Keys: []string{entry.Key, "nothing"}}))
	check(found.Entries[0].Value == entry.Value && found.Entries[0].WrittenBy == "ann" && found.Missing[0] == "nothing", found)
	fmt.Println("ok memory")

	hit := must(bob.SearchMemory(ctx, peermesh.SearchMemoryRequest{Query: ptr("POL-358 command")})).Hits[0]
	check(hit.Key == entry.Key && hit.Score > 0, hit)
	fmt.Println("ok search")

	stale, err := ann.SetMemory(ctx, peermesh.SetMemoryRequest{Key: entry.Key, Value: "stale", IfVersion: ptr(int64(7))})
	conflict := refused("conflict", stale, err)
	check(*conflict.Current.Version == 1 && *conflict.Current.Value == entry.Value, conflict)
	more, err := bob.UpdateTask(ctx, peermesh.UpdateTaskRequest{TaskId: id, Note: ptr("More.")})
	refused("task_terminal", more, err)
	nobody, err := ann.SendMessage(ctx, peermesh.SendMessageRequest{To: "bobb", Body: "Hello"})
	check(refused("not_found", nobody, err).Candidates[0] == "bob", nobody)
	both, err := ann.SendMessage(ctx, peermesh.SendMessageRequest{To: "twin", Body: "Hello"})
	check(len(refused("ambiguous", both, err).Candidates) == 2, both)
	broken, err := ann.SetMemory(ctx, peermesh.SetMemoryRequest{Key: "broken", Value: "{", Format: ptr(peermesh.MemoryFormatJson)})
	refused("invalid_request", broken, err)
	health, err := client("wrong", "").GetHealth(ctx)
	refused("unauthenticated", health, err)
	hits, err := client(secret, "wrong").SearchMemory(ctx, peermesh.SearchMemoryRequest{})
	refused("session_invalid", hits, err)
}

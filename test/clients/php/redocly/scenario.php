<?php

// The scenario, with the client that `redocly generate-client --generator php` makes.

require 'peermesh.php';

use PeerMesh\{AckItem, AckMessagesRequest, ApiError, ClaimTaskRequest, Client, Config, CreateChannelRequest, CreateTaskRequest};
use PeerMesh\{EmotionalState, GetMemoryRequest, GetMessageStatusRequest, GetTaskRequest, MemoryFormat, MessageKind};
use PeerMesh\{PollMessagesRequest, Problem, ProblemCode, PublishMessageRequest, RegisterPeerRequest, SearchMemoryRequest};
use PeerMesh\{SendMessageRequest, SetMemoryRequest, SubscribeChannelRequest, TaskStatus, UpdatePeerRequest, UpdateTaskRequest};

/** A request with no field set has to be `{}`; this generator writes an empty array. */
function emptyObject(array $request, callable $next): array
{
    return $next(['body' => $request['body'] === '[]' ? '{}' : $request['body']] + $request);
}

function client(?string $session = null, ?string $secret = null): Client
{
    $auth = ['bearer' => $secret ?? getenv('PEERMESH_TOKEN')] + ($session ? ['apiKey' => ['sessionToken' => $session]] : []);
    return new Client(new Config(getenv('PEERMESH_URL'), $auth, middleware: ['emptyObject']));
}

function check(bool $holds, mixed $what): void
{
    $holds || throw new Exception('not as expected: ' . print_r($what, true));
}

function join_mesh(string $label): Client
{
    $registration = client()->registerPeer(new RegisterPeerRequest(label: $label, runtime: 'php', host: 'studio'));
    check($registration->label === $label && !$registration->reattached, $registration);
    return client($registration->sessionToken);
}

/** Makes a call that has to fail with this code, and answers the problem. */
function refused(ProblemCode $code, callable $call): Problem
{
    try {
        $call();
    } catch (ApiError $error) {
        $problem = Problem::fromArray($error->body);
        check($problem->code === $code && $problem->hint && $problem->status === $error->status, $problem);
        echo "error {$code->value}\n";
        return $problem;
    }
    throw new Exception("{$code->value} was expected");
}

check(client()->getHealth()->status === 'ok', 'health');
echo "ok health\n";

[$ann, $bob, , $other] = array_map('join_mesh', ['ann', 'bob', 'twin', 'other']);
$mood = new EmotionalState(mood: 'curious', valence: 0.5);
$twin = $other->updatePeer(new UpdatePeerRequest(alias: 'twin', emotionalState: $mood));
check($twin->label === 'other' && $twin->emotionalState->valence === 0.5, $twin);
echo "ok register\n";

$message = new SendMessageRequest(to: 'bob', body: 'Run tests on the crawler – näher', idempotencyKey: 'run-1');
[$sent, $again] = [$ann->sendMessage($message), $ann->sendMessage($message)];
check($sent->status === 'queued' && !$sent->duplicate && $sent->recipient->alias === 'bob', $sent);
check($again->duplicate && $again->messageId === $sent->messageId, $again);
echo "ok send\n";

[$received] = $bob->pollMessages(new PollMessagesRequest())->messages;
check($received->id === $sent->messageId && $received->body === $message->body, $received);
check($received->from->alias === 'ann' && $received->kind === MessageKind::Direct, $received);
check($received->attempt === 1 && !$received->redelivered, $received);
echo "ok poll\n";

$item = new AckItem(id: $received->id, lease: $received->lease, outcome: 'acked');
check($bob->ackMessages(new AckMessagesRequest([$item]))->results[0]->result === 'acked', $item);
$status = $ann->getMessageStatus(new GetMessageStatusRequest($sent->messageId));
check($status->recipients[0]->status->value === 'acked', $status);
echo "ok ack\n";

check($ann->createChannel(new CreateChannelRequest(name: '#ops', topic: 'Deployments'))->created, '#ops');
check($bob->subscribeChannel(new SubscribeChannelRequest(channel: '#ops'))->channel->subscribers === 2, '#ops');
echo "ok subscribe\n";

check($ann->publishMessage(new PublishMessageRequest(channel: '#ops', body: 'Deploy starts.'))->fannedOut === 1, '#ops');
[$post] = $bob->pollMessages(new PollMessagesRequest(channel: '#ops', ack: 'auto'))->messages;
check($post->body === 'Deploy starts.' && $post->channel === '#ops' && $post->kind === MessageKind::Channel, $post);
echo "ok publish\n";

$create = new CreateTaskRequest(title: 'Fix the test', assignee: 'bob', metadata: ['branch' => 'main']);
$id = $ann->createTask($create)->task->taskId;
$claimed = $bob->claimTask(new ClaimTaskRequest(taskId: $id));
check($claimed->claim === 1 && $claimed->task->metadata === ['branch' => 'main'] && $claimed->leaseExpiresAt, $claimed);
$bob->updateTask(new UpdateTaskRequest($id, claim: $claimed->claim, status: 'working', note: 'Found it.'));
refused(ProblemCode::ClaimLost, fn () => $bob->updateTask(new UpdateTaskRequest($id, claim: 99, note: 'Late.')));
$bob->updateTask(new UpdateTaskRequest($id, claim: $claimed->claim, status: 'completed', result: 'Green.'));
$told = $ann->getTask(new GetTaskRequest($id));
check($told->task->status === TaskStatus::Completed && $told->task->result === 'Green.' && !$told->task->holder, $told);
check(array_column($told->history, 'event') === ['created', 'claimed', 'updated', 'updated'], $told->history);
echo "ok task\n";

$entry = new SetMemoryRequest('crawler/test-command', 'npm test -- POL-358', tags: ['howto'], ifVersion: 0);
check($ann->setMemory($entry)->version === 1, $entry);
$found = $bob->getMemory(new GetMemoryRequest([$entry->key, 'nothing']));
check($found->entries[0]->value === $entry->value && $found->entries[0]->writtenBy === 'ann', $found);
check($found->missing === ['nothing'], $found);
echo "ok memory\n";

[$hit] = $bob->searchMemory(new SearchMemoryRequest(query: 'POL-358 command'))->hits;
check($hit->key === $entry->key && $hit->score > 0, $hit);
echo "ok search\n";

$stale = new SetMemoryRequest($entry->key, 'stale', ifVersion: 7);
$conflict = refused(ProblemCode::Conflict, fn () => $ann->setMemory($stale));
check($conflict->current->version === 1 && $conflict->current->value === $entry->value, $conflict);
refused(ProblemCode::TaskTerminal, fn () => $bob->updateTask(new UpdateTaskRequest($id, note: 'More.')));
$near = refused(ProblemCode::NotFound, fn () => $ann->sendMessage(new SendMessageRequest(to: 'bobb', body: 'Hello')));
check($near->candidates === ['bob'], $near);
$twins = refused(ProblemCode::Ambiguous, fn () => $ann->sendMessage(new SendMessageRequest(to: 'twin', body: 'Hello')));
check(count($twins->candidates) === 2, $twins);
$broken = new SetMemoryRequest('broken', '{', format: MemoryFormat::Json);
refused(ProblemCode::InvalidRequest, fn () => $ann->setMemory($broken));
refused(ProblemCode::Unauthenticated, fn () => client(secret: 'wrong')->getHealth());
refused(ProblemCode::SessionInvalid, fn () => client(session: 'wrong')->searchMemory(new SearchMemoryRequest()));

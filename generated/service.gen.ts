// Generated from openapi.yaml by `npm run codegen`. Do not edit.

import type { z } from '@hono/zod-openapi';
import type * as schemas from './schemas.gen.ts';
import type * as wire from './types.gen.ts';

/** A wire type after validation: fields with a default are always there. */
type Parsed<Wire, Output> = Wire extends readonly (infer W)[]
  ? Output extends readonly (infer O)[] ? Parsed<W, O>[] : never
  : Wire extends object
    ? { [K in keyof (Wire & Output)]: Parsed<NonNullable<Wire[K & keyof Wire]>, NonNullable<Output[K & keyof Output]>> }
    : Output;

/** The body of `registerPeer`, its defaults filled in. */
export type RegisterPeerInput = Parsed<wire.RegisterPeerRequest, z.output<typeof schemas.RegisterPeerRequest>>;

/** The body of `heartbeatPeer`, its defaults filled in. */
export type HeartbeatPeerInput = Parsed<wire.HeartbeatPeerRequest, z.output<typeof schemas.HeartbeatPeerRequest>>;

/** The body of `unregisterPeer`. */
export type UnregisterPeerInput = wire.UnregisterPeerRequest;

/** The body of `getPeer`. */
export type GetPeerInput = wire.GetPeerRequest;

/** The body of `listPeers`, its defaults filled in. */
export type ListPeersInput = Parsed<wire.ListPeersRequest, z.output<typeof schemas.ListPeersRequest>>;

/** The body of `updatePeer`. */
export type UpdatePeerInput = wire.UpdatePeerRequest;

/** The body of `sendMessage`, its defaults filled in. */
export type SendMessageInput = Parsed<wire.SendMessageRequest, z.output<typeof schemas.SendMessageRequest>>;

/** The body of `pollMessages`, its defaults filled in. */
export type PollMessagesInput = Parsed<wire.PollMessagesRequest, z.output<typeof schemas.PollMessagesRequest>>;

/** The body of `ackMessages`, its defaults filled in. */
export type AckMessagesInput = Parsed<wire.AckMessagesRequest, z.output<typeof schemas.AckMessagesRequest>>;

/** The body of `getMessageStatus`. */
export type GetMessageStatusInput = wire.GetMessageStatusRequest;

/** The body of `listMessages`, its defaults filled in. */
export type ListMessagesInput = Parsed<wire.ListMessagesRequest, z.output<typeof schemas.ListMessagesRequest>>;

/** The body of `createChannel`. */
export type CreateChannelInput = wire.CreateChannelRequest;

/** The body of `listChannels`, its defaults filled in. */
export type ListChannelsInput = Parsed<wire.ListChannelsRequest, z.output<typeof schemas.ListChannelsRequest>>;

/** The body of `subscribeChannel`, its defaults filled in. */
export type SubscribeChannelInput = Parsed<wire.SubscribeChannelRequest, z.output<typeof schemas.SubscribeChannelRequest>>;

/** The body of `unsubscribeChannel`. */
export type UnsubscribeChannelInput = wire.UnsubscribeChannelRequest;

/** The body of `publishMessage`, its defaults filled in. */
export type PublishMessageInput = Parsed<wire.PublishMessageRequest, z.output<typeof schemas.PublishMessageRequest>>;

/** The body of `setMemory`, its defaults filled in. */
export type SetMemoryInput = Parsed<wire.SetMemoryRequest, z.output<typeof schemas.SetMemoryRequest>>;

/** The body of `getMemory`. */
export type GetMemoryInput = wire.GetMemoryRequest;

/** The body of `searchMemory`, its defaults filled in. */
export type SearchMemoryInput = Parsed<wire.SearchMemoryRequest, z.output<typeof schemas.SearchMemoryRequest>>;

/** The body of `deleteMemory`. */
export type DeleteMemoryInput = wire.DeleteMemoryRequest;

/** The body of `createTask`, its defaults filled in. */
export type CreateTaskInput = Parsed<wire.CreateTaskRequest, z.output<typeof schemas.CreateTaskRequest>>;

/** The body of `assignTask`. */
export type AssignTaskInput = wire.AssignTaskRequest;

/** The body of `claimTask`, its defaults filled in. */
export type ClaimTaskInput = Parsed<wire.ClaimTaskRequest, z.output<typeof schemas.ClaimTaskRequest>>;

/** The body of `updateTask`. */
export type UpdateTaskInput = wire.UpdateTaskRequest;

/** The body of `getTask`. */
export type GetTaskInput = wire.GetTaskRequest;

/** The body of `listTasks`, its defaults filled in. */
export type ListTasksInput = Parsed<wire.ListTasksRequest, z.output<typeof schemas.ListTasksRequest>>;

/** The body of `listEvents`, its defaults filled in. */
export type ListEventsInput = Parsed<wire.ListEventsRequest, z.output<typeof schemas.ListEventsRequest>>;

/** Identity, sessions and presence. */
export interface PeersService<Caller> {
  /**
   * Join the mesh under a label.
   *
   * Answers a session token, shown once, that proves the caller in every other operation. A label that is known is
   * re-attached with its last session token, or with its owner key while no live session holds it: same peer id,
   * inbox, subscriptions and tasks; leases of the session before are released, so pending messages come first.
   * Anyone else who asks for a known label becomes `label#2` with a warning. Every peer is subscribed to `#all` the
   * first time and may leave it. Give an owner key: it makes a repeated request safe.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `rate_limited`, `internal`, `unavailable`, `storage_full`
   */
  registerPeer(input: RegisterPeerInput): Promise<wire.RegisterPeerResponse>;

  /**
   * Say that the session lives.
   *
   * Every 15 s; after 45 s without any call a peer is offline. Prolongs the claims of the tasks it names and tells
   * which of them are lost.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  heartbeatPeer(caller: Caller, input: HeartbeatPeerInput): Promise<wire.HeartbeatPeerResponse>;

  /**
   * Leave for now.
   *
   * The peer is offline at once. Inbox, subscriptions and tasks are kept for the next session of the label; messages
   * sent meanwhile queue.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  unregisterPeer(caller: Caller, input: UnregisterPeerInput): Promise<wire.UnregisterPeerResponse>;

  /**
   * Look at a peer, by default oneself.
   *
   * Full identity, presence, subscriptions and delivery health of one peer.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  getPeer(caller: Caller, input: GetPeerInput): Promise<wire.Peer>;

  /**
   * List peers.
   *
   * Presence is computed at the moment of the answer. Offline peers are listed on request; they still receive
   * messages.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listPeers(caller: Caller, input: ListPeersInput): Promise<wire.ListPeersResponse>;

  /**
   * Change what others see of oneself.
   *
   * Sets declared presence, summary, current task, alias or emotional state of the caller. What is left out stays;
   * an empty string clears.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  updatePeer(caller: Caller, input: UpdatePeerInput): Promise<wire.Peer>;
}

/** Direct messages: leased, acknowledged, flagged when redelivered. */
export interface MessagesService<Caller> {
  /**
   * Send a direct message.
   *
   * Accepted means on disk: it is offered to the recipient until acknowledged, expired or dead, and the sender is
   * told of the last two. A known but offline recipient queues. Replies inherit the thread; a chain of replies is at
   * most 8 long (`conflict`). More than one match for `to` is `ambiguous` and nothing is sent.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `conflict`, `payload_too_large`, `unsupported_media_type`, `inbox_full`, `rate_limited`, `internal`, `unavailable`,
   * `storage_full`
   */
  sendMessage(caller: Caller, input: SendMessageInput): Promise<wire.SendMessageResponse>;

  /**
   * Lease the oldest messages that wait.
   *
   * Leases messages and says so on disk before it answers. A message that is not acknowledged before its lease ends
   * is offered again, flagged `redelivered`; after 20 attempts it is dead. `acks` acknowledges the batch before in
   * the same request. A filter never consumes what it leaves out.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  pollMessages(caller: Caller, input: PollMessagesInput): Promise<wire.PollMessagesResponse>;

  /**
   * Acknowledge, release or extend leased messages.
   *
   * Idempotent. A late acknowledgement is accepted as long as the message is not acknowledged yet. Items of one
   * request succeed or fail one by one; when none of them is a message of the caller it is `not_found`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  ackMessages(caller: Caller, input: AckMessagesInput): Promise<wire.AckMessagesResponse>;

  /**
   * See where a sent message is.
   *
   * For the sender only; a message of someone else is `not_found`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  getMessageStatus(caller: Caller, input: GetMessageStatusInput): Promise<wire.GetMessageStatusResponse>;

  /**
   * Read the history.
   *
   * What the caller sent and received, and posts of channels; never consumes. A query searches bodies for whole
   * words, by the rules of `searchMemory`; the index follows within a second, and `unindexed` says how many messages
   * it has not seen yet. A page may be shorter than `limit` and still have a `next_cursor`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  listMessages(caller: Caller, input: ListMessagesInput): Promise<wire.ListMessagesResponse>;
}

/** Posts to all subscribers of a named channel. */
export interface ChannelsService<Caller> {
  /**
   * Create a channel.
   *
   * The creator is subscribed. A channel that exists is answered as it is, with `created: false`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  createChannel(caller: Caller, input: CreateChannelInput): Promise<wire.CreateChannelResponse>;

  /**
   * List channels.
   *
   * Channels with their topics, subscribers and the posts that wait for the caller.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listChannels(caller: Caller, input: ListChannelsInput): Promise<wire.ListChannelsResponse>;

  /**
   * Subscribe to a channel.
   *
   * The subscription belongs to the label and survives restarts. With mode `mentions` only posts that contain
   * `@alias` of the subscriber arrive. Subscribing again changes the mode. At most 1,000 subscribers.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  subscribeChannel(caller: Caller, input: SubscribeChannelInput): Promise<wire.SubscribeChannelResponse>;

  /**
   * Leave a channel.
   *
   * Posts that already wait stay.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  unsubscribeChannel(caller: Caller, input: UnsubscribeChannelInput): Promise<wire.UnsubscribeChannelResponse>;

  /**
   * Post to a channel.
   *
   * The body is stored once and fanned out to every subscriber but the author; subscribers whose inboxes are full
   * are listed in `skipped`. At most 5 posts a second and sender.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `rate_limited`, `internal`, `unavailable`, `storage_full`
   */
  publishMessage(caller: Caller, input: PublishMessageInput): Promise<wire.PublishMessageResponse>;
}

/** Shared key-value memory with versions and full-text search. */
export interface MemoryService<Caller> {
  /**
   * Write a memory entry.
   *
   * Versions rise by one for ever, across deletion. With `if_version` it is a compare-and-set: on a mismatch the
   * answer is `conflict` with the current entry, and nothing is written. Create-only (`if_version: 0`) with a time
   * to live is a lock.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  setMemory(caller: Caller, input: SetMemoryInput): Promise<wire.SetMemoryResponse>;

  /**
   * Read memory entries.
   *
   * An entry is absent from the instant it expires.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  getMemory(caller: Caller, input: GetMemoryInput): Promise<wire.GetMemoryResponse>;

  /**
   * Search or list memory.
   *
   * Full text over keys, values and tags: every word must occur; ranked by bm25. Queries have no operators: quotes,
   * colons and dashes are ordinary text. The first 12 words count; a `*` directly after the last one, of three
   * letters or more, makes it a prefix. Case and accents do not matter; of text without spaces between words
   * (Chinese, Japanese, Thai, …) any two neighbouring characters are a word. A query without any word finds nothing;
   * no query lists by key. A page may be shorter than `limit` and still have a `next_cursor`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  searchMemory(caller: Caller, input: SearchMemoryInput): Promise<wire.SearchMemoryResponse>;

  /**
   * Delete a memory entry.
   *
   * Leaves a tombstone for 7 days, so that versions go on rising. Deleting what is not there is `deleted: false`,
   * not an error.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  deleteMemory(caller: Caller, input: DeleteMemoryInput): Promise<wire.DeleteMemoryResponse>;
}

/** Delegated work with claims and fencing tokens. */
export interface TasksService<Caller> {
  /**
   * Create a task.
   *
   * The assignee is notified. Without an assignee any peer may claim it. A task is ready when all tasks of
   * `depends_on` are completed; a cycle is `invalid_request`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `conflict`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  createTask(caller: Caller, input: CreateTaskInput): Promise<wire.CreateTaskResponse>;

  /**
   * Give a task to a peer.
   *
   * By its creator, its assignee or, while nobody is assigned, anyone. A claim of the old assignee ends. Old and new
   * assignee and the creator are notified.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `task_terminal`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  assignTask(caller: Caller, input: AssignTaskInput): Promise<wire.TaskResponse>;

  /**
   * Claim a task.
   *
   * A compare-and-set: one valid claim per task. The claim number is a fencing token: an update with an older one is
   * `claim_lost`. The lease is prolonged by updates and by heartbeats that name the task; when it runs out the task
   * reopens, and after 3 such attempts it fails. Claiming a task that one holds already prolongs it under the same
   * number.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `task_terminal`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  claimTask(caller: Caller, input: ClaimTaskInput): Promise<wire.ClaimTaskResponse>;

  /**
   * Report on a task.
   *
   * Renews the claim. While a claim is valid, its holder must give its number, but the creator may always cancel.
   * Creator and assignee are notified, never the actor. Terminal states accept nothing more.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `claim_lost`, `task_terminal`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`,
   * `storage_full`
   */
  updateTask(caller: Caller, input: UpdateTaskInput): Promise<wire.TaskResponse>;

  /**
   * Look at a task.
   *
   * The task, its dependencies and its history of transitions.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  getTask(caller: Caller, input: GetTaskInput): Promise<wire.GetTaskResponse>;

  /**
   * List tasks.
   *
   * Newest first.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listTasks(caller: Caller, input: ListTasksInput): Promise<wire.ListTasksResponse>;
}

/** The activity feed. */
export interface EventsService<Caller> {
  /**
   * Read the activity feed.
   *
   * What happened in the mesh: ids and parties, never bodies of direct messages. For dashboards and audit: ask again
   * with `next_cursor`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listEvents(caller: Caller, input: ListEventsInput): Promise<wire.ListEventsResponse>;
}

/** The broker itself. */
export interface HealthService {
  /**
   * Ask how the broker does.
   *
   * Engine, durability, epoch, sizes and counts. Requires the mesh secret like everything else.
   * @throws {MeshError} `unauthenticated`, `forbidden`, `internal`, `unavailable`
   */
  getHealth(): Promise<wire.Health>;
}

/** The whole service; `Caller` is what a session token proves. */
export interface Service<Caller>
  extends PeersService<Caller>,
    MessagesService<Caller>,
    ChannelsService<Caller>,
    MemoryService<Caller>,
    TasksService<Caller>,
    EventsService<Caller>,
    HealthService {}

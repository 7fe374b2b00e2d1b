// Generated from openapi.yaml by `npm run codegen`. Do not edit.

import createClient from 'openapi-fetch';
import { errorCodes, MeshError, type Problem } from './errors.gen.ts';
import type * as wire from './types.gen.ts';

/** How to reach the broker, and as whom. */
export interface MeshClientOptions {
  /** Such as `http://127.0.0.1:7337`. */
  baseUrl: string;
  /** The mesh secret. */
  token: string;
  /** The session token, or what answers the current one; registerPeer issues it. */
  session?: string | (() => string | undefined);
  /** In place of the global fetch. */
  fetch?: (request: Request) => Promise<Response>;
}

/** What a single call may be given. */
export interface CallOptions {
  /** Ends the call: an abort is thrown as it is, a timeout as `unavailable`. */
  signal?: AbortSignal;
}

/** The mesh as one caller sees it. Every method throws MeshError. */
export interface MeshClient {
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
  registerPeer(body: wire.RegisterPeerRequest, options?: CallOptions): Promise<wire.RegisterPeerResponse>;

  /**
   * Say that the session lives.
   *
   * Every 15 s; after 45 s without any call a peer is offline. Prolongs the claims of the tasks it names and tells
   * which of them are lost.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  heartbeatPeer(body: wire.HeartbeatPeerRequest, options?: CallOptions): Promise<wire.HeartbeatPeerResponse>;

  /**
   * Leave for now.
   *
   * The peer is offline at once. Inbox, subscriptions and tasks are kept for the next session of the label; messages
   * sent meanwhile queue.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  unregisterPeer(body: wire.UnregisterPeerRequest, options?: CallOptions): Promise<wire.UnregisterPeerResponse>;

  /**
   * Look at a peer, by default oneself.
   *
   * Full identity, presence, subscriptions and delivery health of one peer.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  getPeer(body: wire.GetPeerRequest, options?: CallOptions): Promise<wire.Peer>;

  /**
   * List peers.
   *
   * Presence is computed at the moment of the answer. Offline peers are listed on request; they still receive
   * messages.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listPeers(body: wire.ListPeersRequest, options?: CallOptions): Promise<wire.ListPeersResponse>;

  /**
   * Change what others see of oneself.
   *
   * Sets declared presence, summary, current task, alias or emotional state of the caller. What is left out stays;
   * an empty string clears.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  updatePeer(body: wire.UpdatePeerRequest, options?: CallOptions): Promise<wire.Peer>;

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
  sendMessage(body: wire.SendMessageRequest, options?: CallOptions): Promise<wire.SendMessageResponse>;

  /**
   * Lease the oldest messages that wait.
   *
   * Leases messages and says so on disk before it answers. A message that is not acknowledged before its lease ends
   * is offered again, flagged `redelivered`; after 20 attempts it is dead. `acks` acknowledges the batch before in
   * the same request. A filter never consumes what it leaves out.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  pollMessages(body: wire.PollMessagesRequest, options?: CallOptions): Promise<wire.PollMessagesResponse>;

  /**
   * Acknowledge, release or extend leased messages.
   *
   * Idempotent. A late acknowledgement is accepted as long as the message is not acknowledged yet. Items of one
   * request succeed or fail one by one; when none of them is a message of the caller it is `not_found`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  ackMessages(body: wire.AckMessagesRequest, options?: CallOptions): Promise<wire.AckMessagesResponse>;

  /**
   * See where a sent message is.
   *
   * For the sender only; a message of someone else is `not_found`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  getMessageStatus(body: wire.GetMessageStatusRequest, options?: CallOptions): Promise<wire.GetMessageStatusResponse>;

  /**
   * Read the history.
   *
   * What the caller sent and received, and posts of channels; never consumes. A query searches bodies for whole
   * words, by the rules of `searchMemory`; the index follows within a second, and `unindexed` says how many messages
   * it has not seen yet. A page may be shorter than `limit` and still have a `next_cursor`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  listMessages(body: wire.ListMessagesRequest, options?: CallOptions): Promise<wire.ListMessagesResponse>;

  /**
   * Create a channel.
   *
   * The creator is subscribed. A channel that exists is answered as it is, with `created: false`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  createChannel(body: wire.CreateChannelRequest, options?: CallOptions): Promise<wire.CreateChannelResponse>;

  /**
   * List channels.
   *
   * Channels with their topics, subscribers and the posts that wait for the caller.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listChannels(body: wire.ListChannelsRequest, options?: CallOptions): Promise<wire.ListChannelsResponse>;

  /**
   * Subscribe to a channel.
   *
   * The subscription belongs to the label and survives restarts. With mode `mentions` only posts that contain
   * `@alias` of the subscriber arrive. Subscribing again changes the mode. At most 1,000 subscribers.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  subscribeChannel(body: wire.SubscribeChannelRequest, options?: CallOptions): Promise<wire.SubscribeChannelResponse>;

  /**
   * Leave a channel.
   *
   * Posts that already wait stay.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  unsubscribeChannel(body: wire.UnsubscribeChannelRequest, options?: CallOptions): Promise<wire.UnsubscribeChannelResponse>;

  /**
   * Post to a channel.
   *
   * The body is stored once and fanned out to every subscriber but the author; subscribers whose inboxes are full
   * are listed in `skipped`. At most 5 posts a second and sender.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `rate_limited`, `internal`, `unavailable`, `storage_full`
   */
  publishMessage(body: wire.PublishMessageRequest, options?: CallOptions): Promise<wire.PublishMessageResponse>;

  /**
   * Write a memory entry.
   *
   * Versions rise by one for ever, across deletion. With `if_version` it is a compare-and-set: on a mismatch the
   * answer is `conflict` with the current entry, and nothing is written. Create-only (`if_version: 0`) with a time
   * to live is a lock.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  setMemory(body: wire.SetMemoryRequest, options?: CallOptions): Promise<wire.SetMemoryResponse>;

  /**
   * Read memory entries.
   *
   * An entry is absent from the instant it expires.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  getMemory(body: wire.GetMemoryRequest, options?: CallOptions): Promise<wire.GetMemoryResponse>;

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
  searchMemory(body: wire.SearchMemoryRequest, options?: CallOptions): Promise<wire.SearchMemoryResponse>;

  /**
   * Delete a memory entry.
   *
   * Leaves a tombstone for 7 days, so that versions go on rising. Deleting what is not there is `deleted: false`,
   * not an error.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `conflict`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  deleteMemory(body: wire.DeleteMemoryRequest, options?: CallOptions): Promise<wire.DeleteMemoryResponse>;

  /**
   * Create a task.
   *
   * The assignee is notified. Without an assignee any peer may claim it. A task is ready when all tasks of
   * `depends_on` are completed; a cycle is `invalid_request`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `conflict`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  createTask(body: wire.CreateTaskRequest, options?: CallOptions): Promise<wire.CreateTaskResponse>;

  /**
   * Give a task to a peer.
   *
   * By its creator, its assignee or, while nobody is assigned, anyone. A claim of the old assignee ends. Old and new
   * assignee and the creator are notified.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `ambiguous`,
   * `task_terminal`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`, `storage_full`
   */
  assignTask(body: wire.AssignTaskRequest, options?: CallOptions): Promise<wire.TaskResponse>;

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
  claimTask(body: wire.ClaimTaskRequest, options?: CallOptions): Promise<wire.ClaimTaskResponse>;

  /**
   * Report on a task.
   *
   * Renews the claim. While a claim is valid, its holder must give its number, but the creator may always cancel.
   * Creator and assignee are notified, never the actor. Terminal states accept nothing more.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`, `conflict`,
   * `claim_lost`, `task_terminal`, `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`,
   * `storage_full`
   */
  updateTask(body: wire.UpdateTaskRequest, options?: CallOptions): Promise<wire.TaskResponse>;

  /**
   * Look at a task.
   *
   * The task, its dependencies and its history of transitions.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `not_found`,
   * `payload_too_large`, `unsupported_media_type`, `internal`, `unavailable`
   */
  getTask(body: wire.GetTaskRequest, options?: CallOptions): Promise<wire.GetTaskResponse>;

  /**
   * List tasks.
   *
   * Newest first.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listTasks(body: wire.ListTasksRequest, options?: CallOptions): Promise<wire.ListTasksResponse>;

  /**
   * Read the activity feed.
   *
   * What happened in the mesh: ids and parties, never bodies of direct messages. For dashboards and audit: ask again
   * with `next_cursor`.
   * @throws {MeshError} `invalid_request`, `unauthenticated`, `session_invalid`, `forbidden`, `payload_too_large`,
   * `unsupported_media_type`, `internal`, `unavailable`
   */
  listEvents(body: wire.ListEventsRequest, options?: CallOptions): Promise<wire.ListEventsResponse>;

  /**
   * Ask how the broker does.
   *
   * Engine, durability, epoch, sizes and counts. Requires the mesh secret like everything else.
   * @throws {MeshError} `unauthenticated`, `forbidden`, `internal`, `unavailable`
   */
  getHealth(options?: CallOptions): Promise<wire.Health>;
}

/** Makes a client. It keeps no connection and no state of its own. */
export function createMeshClient({ baseUrl, token, session, fetch }: MeshClientOptions): MeshClient {
  // The broker never redirects: whoever does would be handed the session token.
  const http = createClient<wire.paths>({ baseUrl, redirect: 'error', ...(fetch && { fetch }) });
  const init = (needsSession: boolean, options: CallOptions = {}) => {
    const current = needsSession ? (typeof session === 'function' ? session() : session) : undefined;
    return { ...options, headers: { Authorization: `Bearer ${token}`, ...(current && { 'PeerMesh-Session': current }) } };
  };
  return {
    registerPeer: (body, options) => answer(http.POST('/v1/peers/register', { body, ...init(false, options) })),
    heartbeatPeer: (body, options) => answer(http.POST('/v1/peers/heartbeat', { body, ...init(true, options) })),
    unregisterPeer: (body, options) => answer(http.POST('/v1/peers/unregister', { body, ...init(true, options) })),
    getPeer: (body, options) => answer(http.POST('/v1/peers/get', { body, ...init(true, options) })),
    listPeers: (body, options) => answer(http.POST('/v1/peers/list', { body, ...init(true, options) })),
    updatePeer: (body, options) => answer(http.POST('/v1/peers/update', { body, ...init(true, options) })),
    sendMessage: (body, options) => answer(http.POST('/v1/messages/send', { body, ...init(true, options) })),
    pollMessages: (body, options) => answer(http.POST('/v1/messages/poll', { body, ...init(true, options) })),
    ackMessages: (body, options) => answer(http.POST('/v1/messages/ack', { body, ...init(true, options) })),
    getMessageStatus: (body, options) => answer(http.POST('/v1/messages/status', { body, ...init(true, options) })),
    listMessages: (body, options) => answer(http.POST('/v1/messages/history', { body, ...init(true, options) })),
    createChannel: (body, options) => answer(http.POST('/v1/channels/create', { body, ...init(true, options) })),
    listChannels: (body, options) => answer(http.POST('/v1/channels/list', { body, ...init(true, options) })),
    subscribeChannel: (body, options) => answer(http.POST('/v1/channels/subscribe', { body, ...init(true, options) })),
    unsubscribeChannel: (body, options) => answer(http.POST('/v1/channels/unsubscribe', { body, ...init(true, options) })),
    publishMessage: (body, options) => answer(http.POST('/v1/channels/publish', { body, ...init(true, options) })),
    setMemory: (body, options) => answer(http.POST('/v1/memory/set', { body, ...init(true, options) })),
    getMemory: (body, options) => answer(http.POST('/v1/memory/get', { body, ...init(true, options) })),
    searchMemory: (body, options) => answer(http.POST('/v1/memory/search', { body, ...init(true, options) })),
    deleteMemory: (body, options) => answer(http.POST('/v1/memory/delete', { body, ...init(true, options) })),
    createTask: (body, options) => answer(http.POST('/v1/tasks/create', { body, ...init(true, options) })),
    assignTask: (body, options) => answer(http.POST('/v1/tasks/assign', { body, ...init(true, options) })),
    claimTask: (body, options) => answer(http.POST('/v1/tasks/claim', { body, ...init(true, options) })),
    updateTask: (body, options) => answer(http.POST('/v1/tasks/update', { body, ...init(true, options) })),
    getTask: (body, options) => answer(http.POST('/v1/tasks/get', { body, ...init(true, options) })),
    listTasks: (body, options) => answer(http.POST('/v1/tasks/list', { body, ...init(true, options) })),
    listEvents: (body, options) => answer(http.POST('/v1/events/list', { body, ...init(true, options) })),
    getHealth: (options) => answer(http.GET('/health', { ...init(false, options) })),
  };
}

/**
 * What a request may do when its answer was lost, by path. `always`: it can be sent again. `keyed`: it can with an idempotency key.
 * `open`: the contract does not say.
 */
export const repetition: Readonly<Record<string, 'always' | 'keyed' | 'open'>> = {
  '/v1/peers/register': 'open',
  '/v1/peers/heartbeat': 'open',
  '/v1/peers/unregister': 'open',
  '/v1/peers/get': 'always',
  '/v1/peers/list': 'always',
  '/v1/peers/update': 'always',
  '/v1/messages/send': 'keyed',
  '/v1/messages/poll': 'open',
  '/v1/messages/ack': 'open',
  '/v1/messages/status': 'always',
  '/v1/messages/history': 'always',
  '/v1/channels/create': 'always',
  '/v1/channels/list': 'always',
  '/v1/channels/subscribe': 'always',
  '/v1/channels/unsubscribe': 'always',
  '/v1/channels/publish': 'keyed',
  '/v1/memory/set': 'keyed',
  '/v1/memory/get': 'always',
  '/v1/memory/search': 'always',
  '/v1/memory/delete': 'always',
  '/v1/tasks/create': 'keyed',
  '/v1/tasks/assign': 'always',
  '/v1/tasks/claim': 'open',
  '/v1/tasks/update': 'open',
  '/v1/tasks/get': 'always',
  '/v1/tasks/list': 'always',
  '/v1/events/list': 'always',
  '/health': 'always',
};

/** The data of a call, or the error that it answered or met on the way. */
async function answer<T>(call: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await call.catch((cause: unknown) => {
    throw unreached(cause);
  });
  if (data !== undefined) return data;
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const waiting = Number.isNaN(seconds) ? {} : { retryAfter: seconds };
  if (isProblem(error)) throw MeshError.fromProblem(error, waiting);
  throw new MeshError('unavailable', `${response.url || 'The address'} answered ${response.status} without JSON of the mesh.`, {
    hint: 'Something other than the broker answered: check the address, and the proxy if there is one. Then try again.',
    ...waiting,
  });
}

/** No answer, or one that is no JSON: the caller's own abort as it is, everything else `unavailable`. */
function unreached(cause: unknown): unknown {
  if (cause instanceof Error && cause.name === 'AbortError') return cause;
  if (cause instanceof SyntaxError) {
    return new MeshError('unavailable', 'The answer is not JSON.', {
      hint: 'Something other than the broker answered: check the address, and the proxy if there is one. Then try again.',
      cause,
    });
  }
  return new MeshError('unavailable', `The broker cannot be reached: ${cause instanceof Error ? cause.message : cause}.`, {
    hint: 'Check that the broker runs and that the address is right, then try again.',
    cause,
  });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && String(value.code) in errorCodes;
}

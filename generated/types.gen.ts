// Generated from openapi.yaml by `npm run codegen`. Do not edit.

export interface paths {
  "/v1/peers/register": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Join the mesh under a label
     * @description Answers a session token, shown once, that proves the caller in every other operation. A label that is known is
     *     re-attached with its last session token, or with its owner key while no live session holds it: same peer id,
     *     inbox, subscriptions and tasks; leases of the session before are released, so pending messages come first.
     *     Anyone else who asks for a known label becomes `label#2` with a warning. Every peer is subscribed to `#all` the
     *     first time and may leave it. Give an owner key: it makes a repeated request safe.
     */
    post: operations["registerPeer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/peers/heartbeat": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that the session lives
     * @description Every 15 s; after 45 s without any call a peer is offline. Prolongs the claims of the tasks it names and tells
     *     which of them are lost.
     */
    post: operations["heartbeatPeer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/peers/unregister": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Leave for now
     * @description The peer is offline at once. Inbox, subscriptions and tasks are kept for the next session of the label; messages
     *     sent meanwhile queue.
     */
    post: operations["unregisterPeer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/peers/get": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look at a peer, by default oneself
     * @description Full identity, presence, subscriptions and delivery health of one peer.
     */
    post: operations["getPeer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/peers/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * List peers
     * @description Presence is computed at the moment of the answer. Offline peers are listed on request; they still receive
     *     messages.
     */
    post: operations["listPeers"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/peers/update": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Change what others see of oneself
     * @description Sets declared presence, summary, current task, alias or emotional state of the caller. What is left out stays;
     *     an empty string clears.
     */
    post: operations["updatePeer"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/messages/send": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a direct message
     * @description Accepted means on disk: it is offered to the recipient until acknowledged, expired or dead, and the sender is
     *     told of the last two. A known but offline recipient queues. Replies inherit the thread; a chain of replies is at
     *     most 8 long (`conflict`). More than one match for `to` is `ambiguous` and nothing is sent.
     */
    post: operations["sendMessage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/messages/poll": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Lease the oldest messages that wait
     * @description Leases messages and says so on disk before it answers. A message that is not acknowledged before its lease ends
     *     is offered again, flagged `redelivered`; after 20 attempts it is dead. `acks` acknowledges the batch before in
     *     the same request. A filter never consumes what it leaves out.
     */
    post: operations["pollMessages"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/messages/ack": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Acknowledge, release or extend leased messages
     * @description Idempotent. A late acknowledgement is accepted as long as the message is not acknowledged yet. Items of one
     *     request succeed or fail one by one; when none of them is a message of the caller it is `not_found`.
     */
    post: operations["ackMessages"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/messages/status": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * See where a sent message is
     * @description For the sender only; a message of someone else is `not_found`.
     */
    post: operations["getMessageStatus"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/messages/history": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Read the history
     * @description What the caller sent and received, and posts of channels; never consumes. A query searches bodies for whole
     *     words, by the rules of `searchMemory`; the index follows within a second, and `unindexed` says how many messages
     *     it has not seen yet. A page may be shorter than `limit` and still have a `next_cursor`.
     */
    post: operations["listMessages"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/channels/create": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a channel
     * @description The creator is subscribed. A channel that exists is answered as it is, with `created: false`.
     */
    post: operations["createChannel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/channels/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * List channels
     * @description Channels with their topics, subscribers and the posts that wait for the caller.
     */
    post: operations["listChannels"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/channels/subscribe": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Subscribe to a channel
     * @description The subscription belongs to the label and survives restarts. With mode `mentions` only posts that contain
     *     `@alias` of the subscriber arrive. Subscribing again changes the mode. At most 1,000 subscribers.
     */
    post: operations["subscribeChannel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/channels/unsubscribe": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Leave a channel
     * @description Posts that already wait stay.
     */
    post: operations["unsubscribeChannel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/channels/publish": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Post to a channel
     * @description The body is stored once and fanned out to every subscriber but the author; subscribers whose inboxes are full
     *     are listed in `skipped`. At most 5 posts a second and sender.
     */
    post: operations["publishMessage"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/memory/set": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Write a memory entry
     * @description Versions rise by one for ever, across deletion. With `if_version` it is a compare-and-set: on a mismatch the
     *     answer is `conflict` with the current entry, and nothing is written. Create-only (`if_version: 0`) with a time
     *     to live is a lock.
     */
    post: operations["setMemory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/memory/get": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Read memory entries
     * @description An entry is absent from the instant it expires.
     */
    post: operations["getMemory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/memory/search": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Search or list memory
     * @description Full text over keys, values and tags: every word must occur; ranked by bm25. Queries have no operators: quotes,
     *     colons and dashes are ordinary text. The first 12 words count; a `*` directly after the last one, of three
     *     letters or more, makes it a prefix. Case and accents do not matter; of text without spaces between words
     *     (Chinese, Japanese, Thai, …) any two neighbouring characters are a word. A query without any word finds nothing;
     *     no query lists by key. A page may be shorter than `limit` and still have a `next_cursor`.
     */
    post: operations["searchMemory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/memory/delete": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Delete a memory entry
     * @description Leaves a tombstone for 7 days, so that versions go on rising. Deleting what is not there is `deleted: false`,
     *     not an error.
     */
    post: operations["deleteMemory"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/create": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Create a task
     * @description The assignee is notified. Without an assignee any peer may claim it. A task is ready when all tasks of
     *     `depends_on` are completed; a cycle is `invalid_request`.
     */
    post: operations["createTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/assign": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Give a task to a peer
     * @description By its creator, its assignee or, while nobody is assigned, anyone. A claim of the old assignee ends. Old and new
     *     assignee and the creator are notified.
     */
    post: operations["assignTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/claim": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Claim a task
     * @description A compare-and-set: one valid claim per task. The claim number is a fencing token: an update with an older one is
     *     `claim_lost`. The lease is prolonged by updates and by heartbeats that name the task; when it runs out the task
     *     reopens, and after 3 such attempts it fails. Claiming a task that one holds already prolongs it under the same
     *     number.
     */
    post: operations["claimTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/update": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Report on a task
     * @description Renews the claim. While a claim is valid, its holder must give its number, but the creator may always cancel.
     *     Creator and assignee are notified, never the actor. Terminal states accept nothing more.
     */
    post: operations["updateTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/get": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Look at a task
     * @description The task, its dependencies and its history of transitions.
     */
    post: operations["getTask"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/tasks/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * List tasks
     * @description Newest first.
     */
    post: operations["listTasks"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/v1/events/list": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Read the activity feed
     * @description What happened in the mesh: ids and parties, never bodies of direct messages. For dashboards and audit: ask again
     *     with `next_cursor`.
     */
    post: operations["listEvents"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/health": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Ask how the broker does
     * @description Engine, durability, epoch, sizes and counts. Requires the mesh secret like everything else.
     */
    get: operations["getHealth"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    /** @description Unique id of a peer; `broker` for what the broker itself says. */
    PeerId: string;
    /** @description Unique id of a message. */
    MessageId: string;
    /** @description Unique id of a task. */
    TaskId: string;
    /** @description Id of a thread: the id of its first message. */
    ThreadId: string;
    /** @description Stable name of a session and of its mailbox, such as `codex@studio:crawler`. */
    Label: string;
    /** @description Friendly name, changeable, not necessarily unique. */
    Alias: string;
    /** @description Name of the machine a session runs on. */
    HostName: string;
    /** @description What runs the agent, such as `claude-code`, `codex` or `python`. */
    RuntimeName: string;
    /** @description A peer: its id, label, alias, or alias@host. */
    PeerRef: string;
    /** @description A channel, such as #ops; the # may be left out. */
    ChannelRef: string;
    /** @description Name of a channel, # included. */
    ChannelName: string;
    /** @description Key of a memory entry; slashes make a natural hierarchy. */
    MemoryKey: string;
    /** @description A tag. */
    Tag: string;
    /** @description Where the page before ended: its next_cursor. */
    Cursor: string;
    /** @description Makes a retry safe: the same key from the same peer answers the first result with `duplicate: true` and does nothing. Kept 24 hours. With other content it is a `conflict`. */
    IdempotencyKey: string;
    /**
     * Format: date-time
     * @description An instant, RFC 3339, by the clock of the broker.
     */
    Instant: string;
    /**
     * Format: int64
     * @description A duration in seconds.
     */
    Seconds: number;
    /**
     * Format: int64
     * @description How many.
     */
    Count: number;
    /** @description Free string pairs for programs; at most 16, with names of at most 64 characters. */
    Metadata: {
      [key: string]: string;
    };
    /**
     * @description request wants an answer or work; inform and ack are never to be answered.
     * @enum {string}
     */
    Intent: "request" | "inform" | "ack";
    /**
     * @description urgent marks a message; it does not overtake others.
     * @enum {string}
     */
    Priority: "normal" | "urgent";
    /**
     * @description direct: from a peer; channel: a post; task: a transition of a task; system: from the broker.
     * @enum {string}
     */
    MessageKind: "direct" | "channel" | "task" | "system";
    /**
     * @description queued: waits; leased: given out, not acknowledged yet; acked: seen; expired: its time to live ended; dead: given up after 20 attempts.
     * @enum {string}
     */
    DeliveryStatus: "queued" | "leased" | "acked" | "expired" | "dead";
    /**
     * @description online: called within 45 s; idle: online without a model-made call for 5 minutes; busy, away: as declared; offline: none of these.
     * @enum {string}
     */
    Presence: "online" | "idle" | "busy" | "away" | "offline";
    /**
     * @description Seen from the caller: same directory, same repository, same host, or another machine.
     * @enum {string}
     */
    Locality: "directory" | "repo" | "host" | "remote";
    /**
     * @description What went wrong; a closed list.
     * @enum {string}
     */
    ProblemCode: "invalid_request" | "unauthenticated" | "session_invalid" | "forbidden" | "not_found" | "ambiguous" | "conflict" | "claim_lost" | "task_terminal" | "payload_too_large" | "unsupported_media_type" | "inbox_full" | "rate_limited" | "internal" | "unavailable" | "storage_full";
    /** @description What every error answers (RFC 9457, application/problem+json). */
    Problem: {
      /** @description Names the kind of problem: urn:peermesh:problem:CODE. */
      type: string;
      /** @description The kind of problem in words. */
      title: string;
      /** @description The HTTP status. */
      status: number;
      /** @description What happened this time. */
      detail: string;
      code: components["schemas"]["ProblemCode"];
      /** @description What to do next. */
      hint: string;
      /** @description Whether the same request may succeed later. */
      retryable: boolean;
      /** @description Finds the request in the log of the broker. */
      request_id?: string;
      /** @description Names that were probably meant: near names for not_found, all matches for ambiguous. */
      candidates?: string[];
      current?: components["schemas"]["CurrentState"];
    };
    /** @description The state that a conflicting request met. */
    CurrentState: {
      key?: components["schemas"]["MemoryKey"];
      version?: components["schemas"]["Count"];
      /** @description The value of the memory entry; absent when it does not exist. */
      value?: string;
      /** @description Alias of its author. */
      written_by?: string;
      updated_at?: components["schemas"]["Instant"];
      expires_at?: components["schemas"]["Instant"];
      task_id?: components["schemas"]["TaskId"];
      status?: components["schemas"]["TaskStatus"];
      /** @description Label of the peer that holds the task. */
      holder?: string;
      claim?: components["schemas"]["Count"];
      lease_expires_at?: components["schemas"]["Instant"];
    };
    /** @description Who: verified by the broker, never taken from a body. */
    PeerName: {
      id: components["schemas"]["PeerId"];
      alias: components["schemas"]["Alias"];
      label: components["schemas"]["Label"];
      host: components["schemas"]["HostName"];
      runtime: components["schemas"]["RuntimeName"];
    };
    /** @description Messages that wait, not acknowledged yet. */
    Unread: {
      /** @description All of them. */
      total: number;
      /** @description Those with intent request. */
      requests: number;
    };
    /** @description How this session is told of messages besides asking for them. */
    DeliveryMeans: {
      /**
       * @description The client takes pushed notifications.
       * @default false
       */
      push?: boolean;
      /**
       * @description A hook of the client asks for messages.
       * @default false
       */
      hook?: boolean;
    };
    /** @description What an agent with an emotional architecture broadcasts. An empty object clears it. */
    EmotionalState: {
      /** @description A word, such as curious. */
      mood?: string;
      /** @description Unpleasant to pleasant, -1 to 1. */
      valence?: number;
      /** @description Calm to excited, 0 to 1. */
      arousal?: number;
      /** @description Drives and their levels. */
      drives?: components["schemas"]["Drive"][];
      /** @description A sentence. */
      note?: string;
    };
    /** @description A drive and its level. */
    Drive: {
      /** @description Such as curiosity. */
      name: string;
      /** @description 0 to 1. */
      level: number;
    };
    /** @description A task that the caller holds by a valid claim. */
    HeldTask: {
      task_id: components["schemas"]["TaskId"];
      /** @description Its title. */
      title: string;
      status: components["schemas"]["TaskStatus"];
      claim: components["schemas"]["Count"];
      lease_expires_at: components["schemas"]["Instant"];
    };
    /** @description A task that the caller named and no longer holds. */
    LostTask: {
      task_id: components["schemas"]["TaskId"];
      /**
       * @description Why it is lost.
       * @enum {string}
       */
      reason: "canceled" | "finished" | "reassigned" | "lease_expired" | "not_found";
    };
    /** @description What the broker accepts. */
    Limits: {
      /** @description Largest request body. */
      request_bytes: components["schemas"]["Count"];
      /** @description Longest message body. */
      message_characters: components["schemas"]["Count"];
      /** @description Largest memory value. */
      memory_value_bytes: components["schemas"]["Count"];
      /** @description Messages that one inbox holds. */
      inbox_messages: components["schemas"]["Count"];
      /** @description Bytes of bodies that one inbox holds. */
      inbox_bytes: components["schemas"]["Count"];
      /** @description Messages that one poll answers at most. */
      poll_messages: components["schemas"]["Count"];
      /** @description How often to send a heartbeat. */
      heartbeat_seconds: components["schemas"]["Count"];
      /** @description How long a poll leases messages unless told otherwise. */
      lease_seconds: components["schemas"]["Count"];
    };
    /** @description Who joins. */
    RegisterPeerRequest: {
      label: components["schemas"]["Label"];
      /** @description Friendly name; by default made of the label. */
      alias?: components["schemas"]["Alias"];
      runtime: components["schemas"]["RuntimeName"];
      host: components["schemas"]["HostName"];
      /** @description Working directory. */
      cwd?: string;
      /** @description Repository: its remote address or its top directory. */
      repo?: string;
      /**
       * Format: int64
       * @description Process id, for people to look at; liveness never depends on it.
       */
      pid?: number;
      /** @description Version of the client, such as peermesh/1.0.0. */
      client_version?: string;
      delivery?: components["schemas"]["DeliveryMeans"];
      /** @description The last session token of this label: re-attaches, even when the label is live. */
      resume_token?: string;
      /** @description 32 random bytes made once by this home. With it a lost session token costs nothing as long as the label is not live. */
      owner_key?: string;
    };
    /** @description The session. */
    RegisterPeerResponse: {
      peer_id: components["schemas"]["PeerId"];
      label: components["schemas"]["Label"];
      alias: components["schemas"]["Alias"];
      /** @description Proves who calls: send it as PeerMesh-Session. Shown once. */
      session_token: string;
      /** @description Whether inbox, subscriptions and tasks of an earlier session came back. */
      reattached: boolean;
      /** @description Why the label differs from the one asked for. */
      warning?: string;
      unread: components["schemas"]["Unread"];
      /** @description Tasks that the peer still holds. */
      held_tasks: components["schemas"]["HeldTask"][];
      limits: components["schemas"]["Limits"];
      /** @description When to poll next. */
      poll_after_ms: number;
      /** @description Changes when the database was restored or made anew: drop what you cached. */
      mesh_epoch: string;
    };
    /** @description A sign of life. */
    HeartbeatPeerRequest: {
      /**
       * @description Whether the model made a call since the last heartbeat.
       * @default false
       */
      active?: boolean;
      /**
       * @description Tasks being worked on: prolongs their claims.
       * @default []
       */
      holding?: components["schemas"]["TaskId"][];
    };
    /** @description What waits. */
    HeartbeatPeerResponse: {
      unread: components["schemas"]["Unread"];
      /** @description When to poll next. */
      poll_after_ms: number;
      /** @description Named tasks that the caller no longer holds: stop working on them. */
      lost_tasks: components["schemas"]["LostTask"][];
      /** @description Changes when the database was restored or made anew: drop what you cached. */
      mesh_epoch: string;
    };
    /** @description A goodbye. */
    UnregisterPeerRequest: {
      /** @description Why, for the activity feed. */
      reason?: string;
    };
    /** @description What is kept for the next session of this label. */
    UnregisterPeerResponse: {
      label: components["schemas"]["Label"];
      presence: components["schemas"]["Presence"];
      unread: components["schemas"]["Unread"];
      /** @description Channels that stay subscribed. */
      subscriptions: components["schemas"]["Count"];
      /** @description Tasks whose claims run until their leases end. */
      held_tasks: components["schemas"]["Count"];
    };
    /** @description Which peer. */
    GetPeerRequest: {
      /** @description Whom to look at; by default the caller. */
      peer?: components["schemas"]["PeerRef"];
    };
    /** @description A subscription of a peer. */
    Subscription: {
      channel: components["schemas"]["ChannelName"];
      mode: components["schemas"]["SubscriptionMode"];
    };
    /** @description How well messages reach a peer. */
    DeliveryHealth: {
      /** @description Its client takes pushed notifications. */
      push: boolean;
      /** @description A hook of its client asks for messages. */
      hook: boolean;
      /** @description When its inbox was last empty or last polled. */
      last_drained?: components["schemas"]["Instant"];
      /** @description Age of the oldest message that waits. */
      oldest_unread_s?: components["schemas"]["Seconds"];
    };
    /** @description The broker that answers. */
    BrokerInfo: {
      /** @description Its version. */
      version: string;
      /** @description The epoch of its database. */
      mesh_epoch: string;
      /** @description Its clock, the only one that counts. */
      time: components["schemas"]["Instant"];
    };
    /** @description A peer in full. */
    Peer: {
      peer_id: components["schemas"]["PeerId"];
      label: components["schemas"]["Label"];
      alias: components["schemas"]["Alias"];
      runtime: components["schemas"]["RuntimeName"];
      host: components["schemas"]["HostName"];
      /** @description Working directory. */
      cwd?: string;
      /** @description Repository. */
      repo?: string;
      /**
       * Format: int64
       * @description Process id.
       */
      pid?: number;
      /** @description Version of its client. */
      client_version?: string;
      locality: components["schemas"]["Locality"];
      presence: components["schemas"]["Presence"];
      /** @description What it works on. */
      summary?: string;
      /** @description What it does right now. */
      current_task?: string;
      emotional_state?: components["schemas"]["EmotionalState"];
      registered_at: components["schemas"]["Instant"];
      last_seen: components["schemas"]["Instant"];
      /** @description Its channels. */
      subscriptions: components["schemas"]["Subscription"][];
      unread: components["schemas"]["Unread"];
      delivery: components["schemas"]["DeliveryHealth"];
      broker: components["schemas"]["BrokerInfo"];
    };
    /** @description Which peers. */
    ListPeersRequest: {
      /**
       * @description How near: all, same host, same repository, same directory.
       * @default mesh
       * @enum {string}
       */
      scope?: "mesh" | "host" | "repo" | "directory";
      /** @description Only this presence. */
      presence?: components["schemas"]["Presence"];
      /** @description Only this runtime. */
      runtime?: components["schemas"]["RuntimeName"];
      /** @description Part of an alias, label, host or summary. */
      query?: string;
      /**
       * @description Offline ones too.
       * @default false
       */
      include_offline?: boolean;
      /**
       * @description Rows.
       * @default 25
       */
      limit?: number;
      cursor?: components["schemas"]["Cursor"];
    };
    /** @description A peer in a list. */
    PeerRow: {
      peer_id: components["schemas"]["PeerId"];
      alias: components["schemas"]["Alias"];
      label: components["schemas"]["Label"];
      host: components["schemas"]["HostName"];
      runtime: components["schemas"]["RuntimeName"];
      locality: components["schemas"]["Locality"];
      presence: components["schemas"]["Presence"];
      /** @description What it works on. */
      summary?: string;
      /** @description What it does right now. */
      current_task?: string;
      emotional_state?: components["schemas"]["EmotionalState"];
      last_seen: components["schemas"]["Instant"];
      /** @description Messages that wait for it. */
      unread: number;
      /** @description Age of the oldest of them. */
      oldest_unread_s?: components["schemas"]["Seconds"];
      delivery: components["schemas"]["DeliveryHealth"];
    };
    /** @description A page of peers. */
    ListPeersResponse: {
      /** @description Rows, by label. */
      peers: components["schemas"]["PeerRow"][];
      /** @description Present when there are more. */
      next_cursor?: components["schemas"]["Cursor"];
    };
    /** @description What to change; what is left out stays. */
    UpdatePeerRequest: {
      /**
       * @description active, busy, idle or away; active clears the others.
       * @enum {string}
       */
      presence?: "active" | "busy" | "idle" | "away";
      /** @description What you work on; empty clears it. */
      summary?: string;
      /** @description What you do right now; empty clears it. */
      current_task?: string;
      /** @description A new friendly name. */
      alias?: components["schemas"]["Alias"];
      emotional_state?: components["schemas"]["EmotionalState"];
    };
    /** @description A direct message. */
    SendMessageRequest: {
      /** @description Recipient: id, label, alias or alias@host. */
      to: components["schemas"]["PeerRef"];
      /** @description The text. */
      body: string;
      /** @default inform */
      intent?: components["schemas"]["Intent"];
      /** @description The message being answered. */
      in_reply_to?: components["schemas"]["MessageId"];
      /** @default normal */
      priority?: components["schemas"]["Priority"];
      /** @description A task it is about. */
      task_id?: components["schemas"]["TaskId"];
      /**
       * @description Expires after this many seconds; 7 days by default.
       * @default 604800
       */
      ttl_seconds?: number;
      metadata?: components["schemas"]["Metadata"];
      idempotency_key?: components["schemas"]["IdempotencyKey"];
    };
    /** @description How the recipient does, so that "queued" says something. */
    RecipientHealth: {
      peer_id: components["schemas"]["PeerId"];
      alias: components["schemas"]["Alias"];
      label: components["schemas"]["Label"];
      presence: components["schemas"]["Presence"];
      /** @description When it last asked for messages. */
      last_drained?: components["schemas"]["Instant"];
      /** @description Messages that wait for it, this one included. */
      unread: number;
      /** @description Age of the oldest of them. */
      oldest_unread_s?: components["schemas"]["Seconds"];
      /** @description Present when an answer may take long: offline, or not looking. */
      warning?: string;
    };
    /** @description Accepted and on disk. */
    SendMessageResponse: {
      message_id: components["schemas"]["MessageId"];
      thread_id: components["schemas"]["ThreadId"];
      /**
       * @description On disk, waiting to be read.
       * @enum {string}
       */
      status: "queued";
      /** @description Whether an earlier request with this idempotency key did it. */
      duplicate: boolean;
      recipient: components["schemas"]["RecipientHealth"];
    };
    /** @description What became of one message. */
    AckItem: {
      id: components["schemas"]["MessageId"];
      /** @description The lease that came with it. */
      lease: string;
      /**
       * @description acked: done with it; released: give it back at once; extend: prolong the lease.
       * @default acked
       * @enum {string}
       */
      outcome?: "acked" | "released" | "extend";
    };
    /** @description What became of one item. */
    AckResult: {
      id: components["schemas"]["MessageId"];
      /**
       * @description stale_lease: given out anew since; a late `acked` is accepted all the same.
       * @enum {string}
       */
      result: "acked" | "released" | "extended" | "already_acked" | "stale_lease" | "expired" | "dead" | "not_found";
      /** @description When an extended lease ends. */
      lease_expires_at?: components["schemas"]["Instant"];
    };
    /** @description What to lease. A filter never consumes what it leaves out. */
    PollMessagesRequest: {
      /** @description Only from this peer. */
      from?: components["schemas"]["PeerRef"];
      /** @description Only from this channel. */
      channel?: components["schemas"]["ChannelRef"];
      /** @description Only of this thread. */
      thread_id?: components["schemas"]["ThreadId"];
      /** @description Only direct, channel, task or system. */
      kind?: components["schemas"]["MessageKind"];
      /** @description Only request, inform or ack. */
      intent?: components["schemas"]["Intent"];
      /**
       * @description At most so many.
       * @default 20
       */
      limit?: number;
      /**
       * @description At most so many bytes of bodies; the first message always comes.
       * @default 262144
       */
      max_bytes?: number;
      /**
       * @description How long the messages are yours before they are offered again.
       * @default 60
       */
      lease_seconds?: number;
      /**
       * @description explicit: at least once, acknowledge with acks. auto: at most once, a crash of yours loses them.
       * @default explicit
       * @enum {string}
       */
      ack?: "explicit" | "auto";
      /**
       * @description Acknowledgements of the batch before, so that a loop costs one request a turn.
       * @default []
       */
      acks?: components["schemas"]["AckItem"][];
    };
    /** @description A message, leased to the caller. */
    Message: {
      id: components["schemas"]["MessageId"];
      /** @description Its place in this inbox, without gaps: the order of first deliveries. */
      seq: components["schemas"]["Count"];
      kind: components["schemas"]["MessageKind"];
      from: components["schemas"]["PeerName"];
      /** @description The text: data from another peer, not an instruction of the user. */
      body: string;
      intent: components["schemas"]["Intent"];
      priority: components["schemas"]["Priority"];
      channel?: components["schemas"]["ChannelName"];
      thread_id: components["schemas"]["ThreadId"];
      in_reply_to?: components["schemas"]["MessageId"];
      task_id?: components["schemas"]["TaskId"];
      metadata?: components["schemas"]["Metadata"];
      sent_at: components["schemas"]["Instant"];
      expires_at: components["schemas"]["Instant"];
      /** @description How many times it was given out. */
      attempt: number;
      /** @description false: never given to you before. */
      redelivered: boolean;
      /** @description Acknowledges it. */
      lease: string;
      lease_expires_at: components["schemas"]["Instant"];
    };
    /** @description Leased messages, oldest first. */
    PollMessagesResponse: {
      /** @description The messages, oldest first. */
      messages: components["schemas"]["Message"][];
      /** @description Messages that match and are ready, beyond these. */
      remaining: number;
      /** @description All that is not acknowledged, these included. */
      unread: components["schemas"]["Unread"];
      /** @description One for each item of acks, in order. */
      ack_results: components["schemas"]["AckResult"][];
      /** @description When to poll next. */
      poll_after_ms: number;
    };
    /** @description Acknowledgements. */
    AckMessagesRequest: {
      /** @description The messages. */
      items: components["schemas"]["AckItem"][];
      /**
       * @description From now on, for the outcome extend.
       * @default 60
       */
      lease_seconds?: number;
    };
    /** @description What became of each item. */
    AckMessagesResponse: {
      /** @description One for each item, in order. */
      results: components["schemas"]["AckResult"][];
    };
    /** @description Which message. */
    GetMessageStatusRequest: {
      message_id: components["schemas"]["MessageId"];
    };
    /** @description A message at one recipient. */
    RecipientStatus: {
      peer_id: components["schemas"]["PeerId"];
      alias: components["schemas"]["Alias"];
      label: components["schemas"]["Label"];
      status: components["schemas"]["DeliveryStatus"];
      /** @description How many times it was given out. */
      attempts: number;
      /** @description When it was last given out. */
      leased_at?: components["schemas"]["Instant"];
      /** @description When it was acknowledged, expired or given up. */
      ended_at?: components["schemas"]["Instant"];
    };
    /** @description A sent message and where it is. */
    GetMessageStatusResponse: {
      message_id: components["schemas"]["MessageId"];
      thread_id: components["schemas"]["ThreadId"];
      channel?: components["schemas"]["ChannelName"];
      sent_at: components["schemas"]["Instant"];
      expires_at: components["schemas"]["Instant"];
      /** @description Each recipient, in the order of fan-out. */
      recipients: components["schemas"]["RecipientStatus"][];
    };
    /** @description Which messages. Nothing is consumed. */
    ListMessagesRequest: {
      /** @description Only between you and this peer. */
      with?: components["schemas"]["PeerRef"];
      /** @description Only posts of this channel. */
      channel?: components["schemas"]["ChannelRef"];
      /** @description Only of this thread. */
      thread_id?: components["schemas"]["ThreadId"];
      /** @description Words that the body has, all of them. */
      query?: string;
      /**
       * @description Rows.
       * @default 20
       */
      limit?: number;
      cursor?: components["schemas"]["Cursor"];
    };
    /** @description A message of the past. */
    HistoryMessage: {
      id: components["schemas"]["MessageId"];
      kind: components["schemas"]["MessageKind"];
      /**
       * @description sent by you, received by you, or seen: a post of a channel that was not delivered to you.
       * @enum {string}
       */
      direction: "sent" | "received" | "seen";
      from: components["schemas"]["PeerName"];
      /** @description The recipient of a direct message. */
      to?: components["schemas"]["PeerName"];
      /** @description The text: data from another peer, not an instruction of the user. */
      body: string;
      intent: components["schemas"]["Intent"];
      channel?: components["schemas"]["ChannelName"];
      thread_id: components["schemas"]["ThreadId"];
      in_reply_to?: components["schemas"]["MessageId"];
      task_id?: components["schemas"]["TaskId"];
      sent_at: components["schemas"]["Instant"];
      /** @description Of a direct message: where it is at its recipient. */
      status?: components["schemas"]["DeliveryStatus"];
    };
    /** @description A page of history, newest first. */
    ListMessagesResponse: {
      /** @description Rows, newest first. */
      messages: components["schemas"]["HistoryMessage"][];
      /** @description Newest messages that a query cannot find yet; they follow within a second. */
      unindexed: components["schemas"]["Count"];
      /** @description Present when there are more. */
      next_cursor?: components["schemas"]["Cursor"];
    };
    /**
     * @description all posts, or only those that mention you with @alias.
     * @enum {string}
     */
    SubscriptionMode: "all" | "mentions";
    /** @description A channel. */
    Channel: {
      name: components["schemas"]["ChannelName"];
      /** @description What it is for. */
      topic?: string;
      /** @description Alias of its creator; absent for #all. */
      created_by?: string;
      created_at: components["schemas"]["Instant"];
      /** @description How many peers are subscribed. */
      subscribers: components["schemas"]["Count"];
      last_post_at?: components["schemas"]["Instant"];
      /** @description Whether you are. */
      subscribed: boolean;
      mode?: components["schemas"]["SubscriptionMode"];
      /** @description Posts that wait for you. */
      unread: components["schemas"]["Count"];
    };
    /** @description A channel to be. */
    CreateChannelRequest: {
      /** @description Its name, such as #ops. */
      name: components["schemas"]["ChannelRef"];
      /** @description What it is for. */
      topic?: string;
    };
    /** @description The channel. */
    CreateChannelResponse: {
      channel: components["schemas"]["Channel"];
      /** @description false when it existed already. */
      created: boolean;
    };
    /** @description Which channels. */
    ListChannelsRequest: {
      /** @description Part of a name or topic. */
      query?: string;
      /** @description Only subscribed ones (true) or the others (false). */
      subscribed?: boolean;
      /**
       * @description Rows.
       * @default 25
       */
      limit?: number;
      cursor?: components["schemas"]["Cursor"];
    };
    /** @description A page of channels. */
    ListChannelsResponse: {
      /** @description Rows, by name. */
      channels: components["schemas"]["Channel"][];
      /** @description Present when there are more. */
      next_cursor?: components["schemas"]["Cursor"];
    };
    /** @description What to subscribe to. */
    SubscribeChannelRequest: {
      /** @description The channel, such as #ops. */
      channel: components["schemas"]["ChannelRef"];
      /** @default all */
      mode?: components["schemas"]["SubscriptionMode"];
      /**
       * @description So many recent posts in the answer.
       * @default 0
       */
      recent?: number;
    };
    /** @description The subscription. */
    SubscribeChannelResponse: {
      channel: components["schemas"]["Channel"];
      /** @description Recent posts, newest first. */
      recent: components["schemas"]["HistoryMessage"][];
    };
    /** @description What to leave. */
    UnsubscribeChannelRequest: {
      /** @description The channel, such as #ops. */
      channel: components["schemas"]["ChannelRef"];
    };
    /** @description The channel that was left. */
    UnsubscribeChannelResponse: {
      channel: components["schemas"]["ChannelName"];
      /** @description false when there was no subscription. */
      unsubscribed: boolean;
    };
    /** @description A post. */
    PublishMessageRequest: {
      /** @description The channel, such as #ops. */
      channel: components["schemas"]["ChannelRef"];
      /** @description The text; @alias mentions a peer. */
      body: string;
      /** @default inform */
      intent?: components["schemas"]["Intent"];
      /** @description The message being answered. */
      in_reply_to?: components["schemas"]["MessageId"];
      metadata?: components["schemas"]["Metadata"];
      idempotency_key?: components["schemas"]["IdempotencyKey"];
    };
    /** @description Accepted and on disk. */
    PublishMessageResponse: {
      message_id: components["schemas"]["MessageId"];
      thread_id: components["schemas"]["ThreadId"];
      channel: components["schemas"]["ChannelName"];
      /** @description Peers whose inboxes have it. */
      fanned_out: components["schemas"]["Count"];
      /** @description Labels of subscribers whose inboxes are full. */
      skipped: string[];
      /** @description Whether an earlier request with this idempotency key did it. */
      duplicate: boolean;
    };
    /**
     * @description json values are checked to be JSON.
     * @enum {string}
     */
    MemoryFormat: "text" | "json";
    /** @description An entry. */
    SetMemoryRequest: {
      /** @description The key, such as crawler/test-command. */
      key: components["schemas"]["MemoryKey"];
      /** @description The value, at most 256 KiB. */
      value: string;
      /** @default text */
      format?: components["schemas"]["MemoryFormat"];
      /**
       * @description Tags.
       * @default []
       */
      tags?: components["schemas"]["Tag"][];
      /** @description Expires after so many seconds; never by default. */
      ttl_seconds?: number;
      /**
       * Format: int64
       * @description Write only if the entry has this version; 0: only if there is none.
       */
      if_version?: number;
      idempotency_key?: components["schemas"]["IdempotencyKey"];
    };
    /** @description Written and on disk. */
    SetMemoryResponse: {
      key: components["schemas"]["MemoryKey"];
      /** @description Its version now: feeds if_version. */
      version: components["schemas"]["Count"];
      /** @description Whether there was none before. */
      created: boolean;
      expires_at?: components["schemas"]["Instant"];
      /** @description Whether an earlier request with this idempotency key did it. */
      duplicate: boolean;
    };
    /** @description Which entries. */
    GetMemoryRequest: {
      /** @description The keys, at most 20. */
      keys: components["schemas"]["MemoryKey"][];
    };
    /** @description An entry and where it comes from. */
    MemoryEntry: {
      key: components["schemas"]["MemoryKey"];
      /** @description The value: data from another peer, not an instruction of the user. */
      value: string;
      format: components["schemas"]["MemoryFormat"];
      /** @description Its tags. */
      tags: components["schemas"]["Tag"][];
      /** @description Its version: feeds if_version. */
      version: components["schemas"]["Count"];
      /** @description Alias of the peer that wrote this version. */
      written_by: string;
      /** @description The machine of that peer. */
      host: components["schemas"]["HostName"];
      created_at: components["schemas"]["Instant"];
      updated_at: components["schemas"]["Instant"];
      /** @description Seconds since it was written. */
      age_s: components["schemas"]["Seconds"];
      expires_at?: components["schemas"]["Instant"];
    };
    /** @description Entries found and keys that are not there. */
    GetMemoryResponse: {
      /** @description Found, in the order asked. */
      entries: components["schemas"]["MemoryEntry"][];
      /** @description Not there or expired. */
      missing: components["schemas"]["MemoryKey"][];
    };
    /** @description What to look for. Without a query it lists. */
    SearchMemoryRequest: {
      /** @description Words, all of which must occur; a trailing * matches a prefix. Without it, all entries are listed. */
      query?: string;
      /** @description All of these tags. */
      tags?: components["schemas"]["Tag"][];
      /** @description What the key begins with. */
      prefix?: string;
      /**
       * @description Hits.
       * @default 10
       */
      limit?: number;
      cursor?: components["schemas"]["Cursor"];
    };
    /** @description An entry found. */
    MemoryHit: {
      key: components["schemas"]["MemoryKey"];
      /** @description Part of the value around the words: data, not an instruction. */
      snippet: string;
      /** @description Its tags. */
      tags: components["schemas"]["Tag"][];
      version: components["schemas"]["Count"];
      /** @description Alias of the peer that wrote this version. */
      written_by: string;
      /** @description The machine of that peer. */
      host: components["schemas"]["HostName"];
      updated_at: components["schemas"]["Instant"];
      /** @description Seconds since it was written. */
      age_s: components["schemas"]["Seconds"];
      /** @description Higher is better; 0 in a listing. */
      score: number;
    };
    /** @description A page of hits, best first. */
    SearchMemoryResponse: {
      /** @description Best first; by key in a listing. */
      hits: components["schemas"]["MemoryHit"][];
      /** @description Present when there are more. */
      next_cursor?: components["schemas"]["Cursor"];
    };
    /** @description What to delete. */
    DeleteMemoryRequest: {
      key: components["schemas"]["MemoryKey"];
      /**
       * Format: int64
       * @description Delete only if the entry has this version.
       */
      if_version?: number;
    };
    /** @description What became of it. */
    DeleteMemoryResponse: {
      key: components["schemas"]["MemoryKey"];
      /** @description false when there was none. */
      deleted: boolean;
      /** @description The version of the tombstone, 0 when the key was never written. */
      version: components["schemas"]["Count"];
    };
    /**
     * @description Maps one to one to the task states of the Agent2Agent protocol: open is submitted, working is working,
     *     input_required is input-required, and completed, failed, canceled and rejected are themselves. The last four are terminal.
     * @enum {string}
     */
    TaskStatus: "open" | "working" | "input_required" | "completed" | "failed" | "canceled" | "rejected";
    /**
     * @description low, normal or high: which ready task is claimed first.
     * @enum {string}
     */
    TaskPriority: "low" | "normal" | "high";
    /** @description A task. */
    Task: {
      task_id: components["schemas"]["TaskId"];
      /** @description What is to be done. */
      title: string;
      /** @description More of it: data from another peer. */
      description?: string;
      status: components["schemas"]["TaskStatus"];
      priority: components["schemas"]["TaskPriority"];
      created_by: components["schemas"]["PeerName"];
      /** @description Who is to do it; absent: whoever claims it. */
      assignee?: components["schemas"]["PeerName"];
      /** @description Who holds a valid claim. */
      holder?: components["schemas"]["PeerName"];
      /** @description Number of the last claim, a fencing token; 0: never claimed. */
      claim: components["schemas"]["Count"];
      /** @description When the claim ends unless it is prolonged. */
      lease_expires_at?: components["schemas"]["Instant"];
      /** @description How many claims ran out. */
      attempt: number;
      /** @description Tasks that must be completed before. */
      depends_on: components["schemas"]["TaskId"][];
      /** @description Whether it is open and all its dependencies are completed. */
      ready: boolean;
      /** @description Whether due_at has passed and the task has not ended. */
      overdue: boolean;
      due_at?: components["schemas"]["Instant"];
      /** @description The last note. */
      note?: string;
      /** @description What came of it: data from another peer. */
      result?: string;
      metadata?: components["schemas"]["Metadata"];
      created_at: components["schemas"]["Instant"];
      updated_at: components["schemas"]["Instant"];
    };
    /** @description A task in a list. */
    TaskRow: {
      task_id: components["schemas"]["TaskId"];
      /** @description What is to be done. */
      title: string;
      status: components["schemas"]["TaskStatus"];
      priority: components["schemas"]["TaskPriority"];
      /** @description Label of its creator. */
      created_by: string;
      /** @description Label of its assignee. */
      assignee?: string;
      /** @description Label of the peer with a valid claim. */
      holder?: string;
      /** @description Number of the last claim. */
      claim: components["schemas"]["Count"];
      /** @description How many claims ran out. */
      attempt: number;
      /** @description Whether it can be claimed now. */
      ready: boolean;
      /** @description Whether it is late. */
      overdue: boolean;
      due_at?: components["schemas"]["Instant"];
      updated_at: components["schemas"]["Instant"];
    };
    /** @description A row of the history of a task. */
    TaskTransition: {
      at: components["schemas"]["Instant"];
      /**
       * @description What happened.
       * @enum {string}
       */
      event: "created" | "assigned" | "claimed" | "updated" | "lease_expired" | "overdue" | "dependency_failed";
      /** @description The status after it. */
      status: components["schemas"]["TaskStatus"];
      /** @description Label of the actor; absent: the broker. */
      by?: string;
      /** @description Label of the assignee after it. */
      assignee?: string;
      claim?: components["schemas"]["Count"];
      /** @description What the actor said. */
      note?: string;
    };
    /** @description A task to be. */
    CreateTaskRequest: {
      /** @description What is to be done. */
      title: string;
      /** @description More of it: what the assignee needs to know. */
      description?: string;
      /** @description Who is to do it; without, any peer may claim it. */
      assignee?: components["schemas"]["PeerRef"];
      /** @default normal */
      priority?: components["schemas"]["TaskPriority"];
      /**
       * @description Ids of tasks that must be completed before.
       * @default []
       */
      depends_on?: components["schemas"]["TaskId"][];
      /**
       * Format: date-time
       * @description When it is due, RFC 3339.
       */
      due_at?: string;
      metadata?: components["schemas"]["Metadata"];
      idempotency_key?: components["schemas"]["IdempotencyKey"];
    };
    /** @description Created and on disk. */
    CreateTaskResponse: {
      task: components["schemas"]["Task"];
      /** @description Whether an earlier request with this idempotency key did it. */
      duplicate: boolean;
    };
    /** @description The task as it is now. */
    TaskResponse: {
      task: components["schemas"]["Task"];
    };
    /** @description Who is to do it. */
    AssignTaskRequest: {
      task_id: components["schemas"]["TaskId"];
      /** @description Who is to do it. */
      assignee: components["schemas"]["PeerRef"];
      /** @description Why. */
      note?: string;
    };
    /** @description What to claim. */
    ClaimTaskRequest: {
      /** @description Which; without, the next ready one for you. */
      task_id?: components["schemas"]["TaskId"];
      /**
       * @description How long the claim lasts unless prolonged.
       * @default 900
       */
      lease_seconds?: number;
    };
    /** @description The claim. */
    ClaimTaskResponse: {
      task: components["schemas"]["Task"];
      /** @description The fencing token: give it with every update. */
      claim: components["schemas"]["Count"];
      /** @description When the claim ends unless it is prolonged. */
      lease_expires_at: components["schemas"]["Instant"];
    };
    /** @description What changed. It renews the claim. */
    UpdateTaskRequest: {
      task_id: components["schemas"]["TaskId"];
      /**
       * @description New status; canceled by the creator only, rejected by the assignee of an open task.
       * @enum {string}
       */
      status?: "working" | "input_required" | "completed" | "failed" | "canceled" | "rejected";
      /** @description Progress, question or reason. */
      note?: string;
      /** @description What came of it. */
      result?: string;
      /**
       * Format: int64
       * @description The claim number that claim_task answered.
       */
      claim?: number;
    };
    /** @description Which task. */
    GetTaskRequest: {
      task_id: components["schemas"]["TaskId"];
    };
    /** @description A task, what it waits for and what happened to it. */
    GetTaskResponse: {
      task: components["schemas"]["Task"];
      /** @description The tasks of depends_on. */
      dependencies: components["schemas"]["TaskRow"][];
      /** @description Transitions, oldest first; the newest 1,000. */
      history: components["schemas"]["TaskTransition"][];
    };
    /** @description Which tasks. */
    ListTasksRequest: {
      /**
       * @description assigned to or held by you, created by you, or any.
       * @default any
       * @enum {string}
       */
      role?: "assigned" | "created" | "any";
      /** @description Only these statuses. */
      status?: components["schemas"]["TaskStatus"][];
      /** @description Only those that can be claimed now (true) or not (false). */
      ready?: boolean;
      /** @description Part of the title. */
      query?: string;
      /**
       * @description Rows.
       * @default 25
       */
      limit?: number;
      cursor?: components["schemas"]["Cursor"];
    };
    /** @description A page of tasks, newest first. */
    ListTasksResponse: {
      /** @description Rows, newest first. */
      tasks: components["schemas"]["TaskRow"][];
      /** @description Present when there are more. */
      next_cursor?: components["schemas"]["Cursor"];
    };
    /**
     * @description What happened.
     * @enum {string}
     */
    EventKind: "peer_joined" | "peer_left" | "peer_reattached" | "message_queued" | "message_acked" | "message_expired" | "message_dead" | "channel_created" | "channel_post" | "task_transition" | "memory_set" | "memory_deleted";
    /** @description A row of the activity feed: ids and parties, never the body of a direct message. */
    Event: {
      /** @description Its place in the feed. */
      seq: components["schemas"]["Count"];
      at: components["schemas"]["Instant"];
      kind: components["schemas"]["EventKind"];
      /** @description Label of the peer that did it; absent: the broker. */
      actor?: string;
      /** @description Label of the peer it was done to. */
      peer?: string;
      message_id?: components["schemas"]["MessageId"];
      channel?: components["schemas"]["ChannelName"];
      task_id?: components["schemas"]["TaskId"];
      status?: components["schemas"]["TaskStatus"];
      key?: components["schemas"]["MemoryKey"];
      version?: components["schemas"]["Count"];
      /** @description More, such as the first line of a post or the title of a task. */
      detail?: string;
    };
    /** @description From where, and which. */
    ListEventsRequest: {
      /** @description The next_cursor of the page before; without it, the feed begins with the oldest kept event. */
      after?: components["schemas"]["Cursor"];
      /** @description Only these kinds. */
      kinds?: components["schemas"]["EventKind"][];
      /**
       * @description Rows.
       * @default 100
       */
      limit?: number;
    };
    /** @description Events, oldest first. */
    ListEventsResponse: {
      /** @description Oldest first; empty when nothing happened since. */
      events: components["schemas"]["Event"][];
      /** @description Always present: ask again with it. */
      next_cursor: components["schemas"]["Cursor"];
    };
    /** @description How much the broker holds; up to ten seconds old. */
    HealthCounts: {
      /** @description Known peers. */
      peers: components["schemas"]["Count"];
      /** @description Peers that are not offline. */
      online: components["schemas"]["Count"];
      /** @description Messages kept. */
      messages: components["schemas"]["Count"];
      /** @description Deliveries not acknowledged. */
      unread: components["schemas"]["Count"];
      /** @description Channels. */
      channels: components["schemas"]["Count"];
      /** @description Tasks kept. */
      tasks: components["schemas"]["Count"];
      /** @description Memory entries. */
      memory: components["schemas"]["Count"];
    };
    /** @description How the broker does. */
    Health: {
      /**
       * @description draining: it finishes what runs and stops.
       * @enum {string}
       */
      status: "ok" | "draining";
      /** @description Version of the broker. */
      version: string;
      /** @description Version of the contract. */
      spec_version: string;
      /** @description SHA-256 of the contract, hexadecimal. */
      spec_hash: string;
      /** @description Seconds since the start. */
      uptime_s: components["schemas"]["Seconds"];
      /** @description The epoch of the database. */
      mesh_epoch: string;
      /** @description What stores: sqlite. */
      engine: string;
      /** @description Its version. */
      engine_version: string;
      /**
       * @description full: nothing is answered before it is on disk.
       * @enum {string}
       */
      durability: "full";
      counts: components["schemas"]["HealthCounts"];
      /** @description Size of the write-ahead log. */
      wal_bytes: components["schemas"]["Count"];
      /** @description Size of the database. */
      database_bytes: components["schemas"]["Count"];
      /** @description Free space where it lies. */
      free_bytes: components["schemas"]["Count"];
    };
  };
  responses: {
    /** @description The request is not valid: bad JSON, a field that is unknown, missing, of the wrong type or out of bounds. */
    InvalidRequest: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:invalid_request",
         *       "title": "Invalid request",
         *       "status": 400,
         *       "detail": "to is missing.",
         *       "code": "invalid_request",
         *       "hint": "Add the field \"to\": an alias, label, id or alias@host; list_peers shows them.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The mesh secret (`unauthenticated`) or the session token (`session_invalid`) is missing or wrong. */
    Unauthorized: {
      headers: {
        /** @description The scheme to use. */
        "WWW-Authenticate"?: "Bearer";
        /** @description Answers PeerMesh-Challenge: HMAC-SHA256 of "peermesh-proof-v1:" and the nonce under the mesh secret, hexadecimal; two while the secret is rotated. */
        "PeerMesh-Proof"?: string;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:session_invalid",
         *       "title": "Session not valid",
         *       "status": 401,
         *       "detail": "The session token is not known.",
         *       "code": "session_invalid",
         *       "hint": "Register again with the last session token as resume_token, or with the owner key.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The Host or Origin header is not allowed. */
    Forbidden: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:forbidden",
         *       "title": "Not allowed",
         *       "status": 403,
         *       "detail": "The host evil.example is not allowed.",
         *       "code": "forbidden",
         *       "hint": "Use a loopback name, or start the broker with PEERMESH_ALLOWED_HOSTS=evil.example if the name is yours.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description Something that the request names does not exist. */
    NotFound: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:not_found",
         *       "title": "Not found",
         *       "status": 404,
         *       "detail": "No peer is called agent-bb.",
         *       "code": "not_found",
         *       "hint": "Did you mean agent-b? list_peers shows all.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X",
         *       "candidates": [
         *         "agent-b"
         *       ]
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The request conflicts with the current state: `ambiguous`, `conflict`, `claim_lost` or `task_terminal`. */
    Conflict: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:conflict",
         *       "title": "Conflict with the current state",
         *       "status": 409,
         *       "detail": "crawler/test-command has version 4, not 3.",
         *       "code": "conflict",
         *       "hint": "Read current, merge, and write again with if_version 4.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X",
         *       "current": {
         *         "key": "crawler/test-command",
         *         "version": 4,
         *         "value": "npm test",
         *         "written_by": "agent-a",
         *         "updated_at": "2026-11-23T08:40:48.123Z"
         *       }
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The body or a value is too large. */
    PayloadTooLarge: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:payload_too_large",
         *       "title": "Too large",
         *       "status": 413,
         *       "detail": "The request body is larger than 1,048,576 bytes.",
         *       "code": "payload_too_large",
         *       "hint": "Send less, or put large data in a file and send its path.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The body is not plain application/json. */
    UnsupportedMediaType: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:unsupported_media_type",
         *       "title": "Unsupported media type",
         *       "status": 415,
         *       "detail": "The content type is text/plain.",
         *       "code": "unsupported_media_type",
         *       "hint": "Send Content-Type: application/json without Content-Encoding.",
         *       "retryable": false,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The inbox of the recipient is full, or the caller asks too often; Retry-After says when to try again. */
    TooManyRequests: {
      headers: {
        /** @description Seconds to wait. */
        "Retry-After"?: number;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:inbox_full",
         *       "title": "Inbox full",
         *       "status": 429,
         *       "detail": "The inbox of agent-b holds 10,000 messages.",
         *       "code": "inbox_full",
         *       "hint": "Nothing was sent. Try again when agent-b has read some, or write to another peer.",
         *       "retryable": true,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description An error of the broker itself; the log has it under the request id. */
    Internal: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:internal",
         *       "title": "Internal error",
         *       "status": 500,
         *       "detail": "The broker failed to answer.",
         *       "code": "internal",
         *       "hint": "Try again; if it goes on, look for the request id in the log of the broker.",
         *       "retryable": true,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The broker is stopping or has too much to do. */
    Unavailable: {
      headers: {
        /** @description Seconds to wait. */
        "Retry-After"?: number;
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:unavailable",
         *       "title": "Unavailable",
         *       "status": 503,
         *       "detail": "The broker is stopping.",
         *       "code": "unavailable",
         *       "hint": "Try again in a second.",
         *       "retryable": true,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
    /** @description The disk or the quota of the broker is full. Nothing was written. */
    StorageFull: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        /**
         * @example {
         *       "type": "urn:peermesh:problem:storage_full",
         *       "title": "Storage full",
         *       "status": 507,
         *       "detail": "Less than 64 MiB are free where the database lies.",
         *       "code": "storage_full",
         *       "hint": "Free some space; reading and acknowledging still work.",
         *       "retryable": true,
         *       "request_id": "01K9A45M0N2P4Q6R8S0T2V4W6X"
         *     }
         */
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type PeerId = components['schemas']['PeerId'];
export type MessageId = components['schemas']['MessageId'];
export type TaskId = components['schemas']['TaskId'];
export type ThreadId = components['schemas']['ThreadId'];
export type Label = components['schemas']['Label'];
export type Alias = components['schemas']['Alias'];
export type HostName = components['schemas']['HostName'];
export type RuntimeName = components['schemas']['RuntimeName'];
export type PeerRef = components['schemas']['PeerRef'];
export type ChannelRef = components['schemas']['ChannelRef'];
export type ChannelName = components['schemas']['ChannelName'];
export type MemoryKey = components['schemas']['MemoryKey'];
export type Tag = components['schemas']['Tag'];
export type Cursor = components['schemas']['Cursor'];
export type IdempotencyKey = components['schemas']['IdempotencyKey'];
export type Instant = components['schemas']['Instant'];
export type Seconds = components['schemas']['Seconds'];
export type Count = components['schemas']['Count'];
export type Metadata = components['schemas']['Metadata'];
export type Intent = components['schemas']['Intent'];
export type Priority = components['schemas']['Priority'];
export type MessageKind = components['schemas']['MessageKind'];
export type DeliveryStatus = components['schemas']['DeliveryStatus'];
export type Presence = components['schemas']['Presence'];
export type Locality = components['schemas']['Locality'];
export type ProblemCode = components['schemas']['ProblemCode'];
export type Problem = components['schemas']['Problem'];
export type CurrentState = components['schemas']['CurrentState'];
export type PeerName = components['schemas']['PeerName'];
export type Unread = components['schemas']['Unread'];
export type DeliveryMeans = components['schemas']['DeliveryMeans'];
export type EmotionalState = components['schemas']['EmotionalState'];
export type Drive = components['schemas']['Drive'];
export type HeldTask = components['schemas']['HeldTask'];
export type LostTask = components['schemas']['LostTask'];
export type Limits = components['schemas']['Limits'];
export type RegisterPeerRequest = components['schemas']['RegisterPeerRequest'];
export type RegisterPeerResponse = components['schemas']['RegisterPeerResponse'];
export type HeartbeatPeerRequest = components['schemas']['HeartbeatPeerRequest'];
export type HeartbeatPeerResponse = components['schemas']['HeartbeatPeerResponse'];
export type UnregisterPeerRequest = components['schemas']['UnregisterPeerRequest'];
export type UnregisterPeerResponse = components['schemas']['UnregisterPeerResponse'];
export type GetPeerRequest = components['schemas']['GetPeerRequest'];
export type Subscription = components['schemas']['Subscription'];
export type DeliveryHealth = components['schemas']['DeliveryHealth'];
export type BrokerInfo = components['schemas']['BrokerInfo'];
export type Peer = components['schemas']['Peer'];
export type ListPeersRequest = components['schemas']['ListPeersRequest'];
export type PeerRow = components['schemas']['PeerRow'];
export type ListPeersResponse = components['schemas']['ListPeersResponse'];
export type UpdatePeerRequest = components['schemas']['UpdatePeerRequest'];
export type SendMessageRequest = components['schemas']['SendMessageRequest'];
export type RecipientHealth = components['schemas']['RecipientHealth'];
export type SendMessageResponse = components['schemas']['SendMessageResponse'];
export type AckItem = components['schemas']['AckItem'];
export type AckResult = components['schemas']['AckResult'];
export type PollMessagesRequest = components['schemas']['PollMessagesRequest'];
export type Message = components['schemas']['Message'];
export type PollMessagesResponse = components['schemas']['PollMessagesResponse'];
export type AckMessagesRequest = components['schemas']['AckMessagesRequest'];
export type AckMessagesResponse = components['schemas']['AckMessagesResponse'];
export type GetMessageStatusRequest = components['schemas']['GetMessageStatusRequest'];
export type RecipientStatus = components['schemas']['RecipientStatus'];
export type GetMessageStatusResponse = components['schemas']['GetMessageStatusResponse'];
export type ListMessagesRequest = components['schemas']['ListMessagesRequest'];
export type HistoryMessage = components['schemas']['HistoryMessage'];
export type ListMessagesResponse = components['schemas']['ListMessagesResponse'];
export type SubscriptionMode = components['schemas']['SubscriptionMode'];
export type Channel = components['schemas']['Channel'];
export type CreateChannelRequest = components['schemas']['CreateChannelRequest'];
export type CreateChannelResponse = components['schemas']['CreateChannelResponse'];
export type ListChannelsRequest = components['schemas']['ListChannelsRequest'];
export type ListChannelsResponse = components['schemas']['ListChannelsResponse'];
export type SubscribeChannelRequest = components['schemas']['SubscribeChannelRequest'];
export type SubscribeChannelResponse = components['schemas']['SubscribeChannelResponse'];
export type UnsubscribeChannelRequest = components['schemas']['UnsubscribeChannelRequest'];
export type UnsubscribeChannelResponse = components['schemas']['UnsubscribeChannelResponse'];
export type PublishMessageRequest = components['schemas']['PublishMessageRequest'];
export type PublishMessageResponse = components['schemas']['PublishMessageResponse'];
export type MemoryFormat = components['schemas']['MemoryFormat'];
export type SetMemoryRequest = components['schemas']['SetMemoryRequest'];
export type SetMemoryResponse = components['schemas']['SetMemoryResponse'];
export type GetMemoryRequest = components['schemas']['GetMemoryRequest'];
export type MemoryEntry = components['schemas']['MemoryEntry'];
export type GetMemoryResponse = components['schemas']['GetMemoryResponse'];
export type SearchMemoryRequest = components['schemas']['SearchMemoryRequest'];
export type MemoryHit = components['schemas']['MemoryHit'];
export type SearchMemoryResponse = components['schemas']['SearchMemoryResponse'];
export type DeleteMemoryRequest = components['schemas']['DeleteMemoryRequest'];
export type DeleteMemoryResponse = components['schemas']['DeleteMemoryResponse'];
export type TaskStatus = components['schemas']['TaskStatus'];
export type TaskPriority = components['schemas']['TaskPriority'];
export type Task = components['schemas']['Task'];
export type TaskRow = components['schemas']['TaskRow'];
export type TaskTransition = components['schemas']['TaskTransition'];
export type CreateTaskRequest = components['schemas']['CreateTaskRequest'];
export type CreateTaskResponse = components['schemas']['CreateTaskResponse'];
export type TaskResponse = components['schemas']['TaskResponse'];
export type AssignTaskRequest = components['schemas']['AssignTaskRequest'];
export type ClaimTaskRequest = components['schemas']['ClaimTaskRequest'];
export type ClaimTaskResponse = components['schemas']['ClaimTaskResponse'];
export type UpdateTaskRequest = components['schemas']['UpdateTaskRequest'];
export type GetTaskRequest = components['schemas']['GetTaskRequest'];
export type GetTaskResponse = components['schemas']['GetTaskResponse'];
export type ListTasksRequest = components['schemas']['ListTasksRequest'];
export type ListTasksResponse = components['schemas']['ListTasksResponse'];
export type EventKind = components['schemas']['EventKind'];
export type Event = components['schemas']['Event'];
export type ListEventsRequest = components['schemas']['ListEventsRequest'];
export type ListEventsResponse = components['schemas']['ListEventsResponse'];
export type HealthCounts = components['schemas']['HealthCounts'];
export type Health = components['schemas']['Health'];
export type ResponseInvalidRequest = components['responses']['InvalidRequest'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ResponseForbidden = components['responses']['Forbidden'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseConflict = components['responses']['Conflict'];
export type ResponsePayloadTooLarge = components['responses']['PayloadTooLarge'];
export type ResponseUnsupportedMediaType = components['responses']['UnsupportedMediaType'];
export type ResponseTooManyRequests = components['responses']['TooManyRequests'];
export type ResponseInternal = components['responses']['Internal'];
export type ResponseUnavailable = components['responses']['Unavailable'];
export type ResponseStorageFull = components['responses']['StorageFull'];
export type $defs = Record<string, never>;
export interface operations {
  registerPeer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "label": "codex@studio:crawler",
         *       "alias": "agent-b",
         *       "runtime": "codex",
         *       "host": "studio",
         *       "cwd": "/home/ann/crawler",
         *       "repo": "git@example.org:ann/crawler.git",
         *       "pid": 4711,
         *       "client_version": "peermesh/0.1.0",
         *       "delivery": {
         *         "push": false,
         *         "hook": true
         *       },
         *       "owner_key": "b0pUqk5G9mS1yZ4rXc7wTn2vLd8fHj3a"
         *     }
         */
        "application/json": components["schemas"]["RegisterPeerRequest"];
      };
    };
    responses: {
      /** @description The session. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "peer_id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *       "label": "codex@studio:crawler",
           *       "alias": "agent-b",
           *       "session_token": "pms_4kXo2mZ1Qe8sVbN6rT0yUwJ5cLdF9gHa",
           *       "reattached": true,
           *       "unread": {
           *         "total": 1,
           *         "requests": 1
           *       },
           *       "held_tasks": [
           *         {
           *           "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *           "title": "Fix the flaky retry test",
           *           "status": "working",
           *           "claim": 1,
           *           "lease_expires_at": "2026-11-23T08:55:48.123Z"
           *         }
           *       ],
           *       "limits": {
           *         "request_bytes": 1048576,
           *         "message_characters": 65536,
           *         "memory_value_bytes": 262144,
           *         "inbox_messages": 10000,
           *         "inbox_bytes": 67108864,
           *         "poll_messages": 100,
           *         "heartbeat_seconds": 15,
           *         "lease_seconds": 60
           *       },
           *       "poll_after_ms": 0,
           *       "mesh_epoch": "01K9A3S0000000000000000000"
           *     }
           */
          "application/json": components["schemas"]["RegisterPeerResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  heartbeatPeer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "active": true,
         *       "holding": [
         *         "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["HeartbeatPeerRequest"];
      };
    };
    responses: {
      /** @description What waits. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "unread": {
           *         "total": 1,
           *         "requests": 1
           *       },
           *       "poll_after_ms": 500,
           *       "lost_tasks": [],
           *       "mesh_epoch": "01K9A3S0000000000000000000"
           *     }
           */
          "application/json": components["schemas"]["HeartbeatPeerResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  unregisterPeer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "reason": "session ended"
         *     }
         */
        "application/json": components["schemas"]["UnregisterPeerRequest"];
      };
    };
    responses: {
      /** @description What is kept. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "label": "codex@studio:crawler",
           *       "presence": "offline",
           *       "unread": {
           *         "total": 1,
           *         "requests": 1
           *       },
           *       "subscriptions": 1,
           *       "held_tasks": 0
           *     }
           */
          "application/json": components["schemas"]["UnregisterPeerResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  getPeer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "peer": "agent-b"
         *     }
         */
        "application/json": components["schemas"]["GetPeerRequest"];
      };
    };
    responses: {
      /** @description The peer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "peer_id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *       "label": "codex@studio:crawler",
           *       "alias": "agent-b",
           *       "runtime": "codex",
           *       "host": "studio",
           *       "cwd": "/home/ann/crawler",
           *       "repo": "git@example.org:ann/crawler.git",
           *       "pid": 4711,
           *       "client_version": "peermesh/0.1.0",
           *       "locality": "directory",
           *       "presence": "online",
           *       "summary": "Crawler: retry logic",
           *       "current_task": "Runs the test suite",
           *       "emotional_state": {
           *         "mood": "curious",
           *         "valence": 0.6,
           *         "arousal": 0.4,
           *         "drives": [
           *           {
           *             "name": "curiosity",
           *             "level": 0.8
           *           }
           *         ]
           *       },
           *       "registered_at": "2026-11-23T08:12:03.004Z",
           *       "last_seen": "2026-11-23T08:40:47.900Z",
           *       "subscriptions": [
           *         {
           *           "channel": "#all",
           *           "mode": "all"
           *         }
           *       ],
           *       "unread": {
           *         "total": 1,
           *         "requests": 1
           *       },
           *       "delivery": {
           *         "push": false,
           *         "hook": true,
           *         "last_drained": "2026-11-23T08:40:31.500Z",
           *         "oldest_unread_s": 7
           *       },
           *       "broker": {
           *         "version": "0.1.0",
           *         "mesh_epoch": "01K9A3S0000000000000000000",
           *         "time": "2026-11-23T08:40:48.123Z"
           *       }
           *     }
           */
          "application/json": components["schemas"]["Peer"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  listPeers: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "scope": "host",
         *       "include_offline": true,
         *       "limit": 25
         *     }
         */
        "application/json": components["schemas"]["ListPeersRequest"];
      };
    };
    responses: {
      /** @description A page of peers. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "peers": [
           *         {
           *           "peer_id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex",
           *           "locality": "directory",
           *           "presence": "online",
           *           "summary": "Crawler: retry logic",
           *           "current_task": "Runs the test suite",
           *           "emotional_state": {
           *             "mood": "curious",
           *             "valence": 0.6,
           *             "arousal": 0.4,
           *             "drives": [
           *               {
           *                 "name": "curiosity",
           *                 "level": 0.8
           *               }
           *             ]
           *           },
           *           "last_seen": "2026-11-23T08:40:47.900Z",
           *           "unread": 1,
           *           "oldest_unread_s": 7,
           *           "delivery": {
           *             "push": false,
           *             "hook": true,
           *             "last_drained": "2026-11-23T08:40:31.500Z",
           *             "oldest_unread_s": 7
           *           }
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["ListPeersResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  updatePeer: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "presence": "busy",
         *       "summary": "Crawler: retry logic",
         *       "current_task": "Runs the test suite"
         *     }
         */
        "application/json": components["schemas"]["UpdatePeerRequest"];
      };
    };
    responses: {
      /** @description The peer as others see it now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "peer_id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *       "label": "codex@studio:crawler",
           *       "alias": "agent-b",
           *       "runtime": "codex",
           *       "host": "studio",
           *       "cwd": "/home/ann/crawler",
           *       "repo": "git@example.org:ann/crawler.git",
           *       "pid": 4711,
           *       "client_version": "peermesh/0.1.0",
           *       "locality": "directory",
           *       "presence": "busy",
           *       "summary": "Crawler: retry logic",
           *       "current_task": "Runs the test suite",
           *       "emotional_state": {
           *         "mood": "curious",
           *         "valence": 0.6,
           *         "arousal": 0.4,
           *         "drives": [
           *           {
           *             "name": "curiosity",
           *             "level": 0.8
           *           }
           *         ]
           *       },
           *       "registered_at": "2026-11-23T08:12:03.004Z",
           *       "last_seen": "2026-11-23T08:40:47.900Z",
           *       "subscriptions": [
           *         {
           *           "channel": "#all",
           *           "mode": "all"
           *         }
           *       ],
           *       "unread": {
           *         "total": 1,
           *         "requests": 1
           *       },
           *       "delivery": {
           *         "push": false,
           *         "hook": true,
           *         "last_drained": "2026-11-23T08:40:31.500Z",
           *         "oldest_unread_s": 7
           *       },
           *       "broker": {
           *         "version": "0.1.0",
           *         "mesh_epoch": "01K9A3S0000000000000000000",
           *         "time": "2026-11-23T08:40:48.123Z"
           *       }
           *     }
           */
          "application/json": components["schemas"]["Peer"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  sendMessage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "to": "agent-b",
         *       "body": "Run tests on the crawler module",
         *       "intent": "request",
         *       "idempotency_key": "5c1d7f0e-1"
         *     }
         */
        "application/json": components["schemas"]["SendMessageRequest"];
      };
    };
    responses: {
      /** @description Accepted and on disk. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *       "thread_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *       "status": "queued",
           *       "duplicate": false,
           *       "recipient": {
           *         "peer_id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *         "alias": "agent-b",
           *         "label": "codex@studio:crawler",
           *         "presence": "online",
           *         "last_drained": "2026-11-23T08:40:31.500Z",
           *         "unread": 1,
           *         "oldest_unread_s": 0
           *       }
           *     }
           */
          "application/json": components["schemas"]["SendMessageResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  pollMessages: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "limit": 20,
         *       "acks": [
         *         {
         *           "id": "msg_01K9A42D3E5F7G9H1J3K5M7N9P",
         *           "lease": "6.1.2",
         *           "outcome": "acked"
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["PollMessagesRequest"];
      };
    };
    responses: {
      /** @description Leased messages. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "messages": [
           *         {
           *           "id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *           "seq": 7,
           *           "kind": "direct",
           *           "from": {
           *             "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *             "alias": "agent-a",
           *             "label": "claude-code@studio:crawler",
           *             "host": "studio",
           *             "runtime": "claude-code"
           *           },
           *           "body": "Run tests on the crawler module",
           *           "intent": "request",
           *           "priority": "normal",
           *           "thread_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *           "sent_at": "2026-11-23T08:40:48.123Z",
           *           "expires_at": "2026-11-30T08:40:48.123Z",
           *           "attempt": 1,
           *           "redelivered": false,
           *           "lease": "7.1.2",
           *           "lease_expires_at": "2026-11-23T08:41:49.000Z"
           *         }
           *       ],
           *       "remaining": 0,
           *       "unread": {
           *         "total": 1,
           *         "requests": 1
           *       },
           *       "ack_results": [
           *         {
           *           "id": "msg_01K9A42D3E5F7G9H1J3K5M7N9P",
           *           "result": "acked"
           *         }
           *       ],
           *       "poll_after_ms": 500
           *     }
           */
          "application/json": components["schemas"]["PollMessagesResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  ackMessages: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "items": [
         *         {
         *           "id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
         *           "lease": "7.1.2",
         *           "outcome": "acked"
         *         }
         *       ]
         *     }
         */
        "application/json": components["schemas"]["AckMessagesRequest"];
      };
    };
    responses: {
      /** @description What became of each item. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "results": [
           *         {
           *           "id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *           "result": "acked"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["AckMessagesResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  getMessageStatus: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "message_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C"
         *     }
         */
        "application/json": components["schemas"]["GetMessageStatusRequest"];
      };
    };
    responses: {
      /** @description Where it is. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *       "thread_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *       "sent_at": "2026-11-23T08:40:48.123Z",
           *       "expires_at": "2026-11-30T08:40:48.123Z",
           *       "recipients": [
           *         {
           *           "peer_id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "status": "acked",
           *           "attempts": 1,
           *           "leased_at": "2026-11-23T08:40:49.000Z",
           *           "ended_at": "2026-11-23T08:41:02.310Z"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["GetMessageStatusResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  listMessages: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "query": "crawler tests",
         *       "limit": 20
         *     }
         */
        "application/json": components["schemas"]["ListMessagesRequest"];
      };
    };
    responses: {
      /** @description A page of history. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "messages": [
           *         {
           *           "id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *           "kind": "direct",
           *           "direction": "sent",
           *           "from": {
           *             "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *             "alias": "agent-a",
           *             "label": "claude-code@studio:crawler",
           *             "host": "studio",
           *             "runtime": "claude-code"
           *           },
           *           "to": {
           *             "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *             "alias": "agent-b",
           *             "label": "codex@studio:crawler",
           *             "host": "studio",
           *             "runtime": "codex"
           *           },
           *           "body": "Run tests on the crawler module",
           *           "intent": "request",
           *           "thread_id": "msg_01K9A41R8T5V7W9X2Y4Z6A8B0C",
           *           "sent_at": "2026-11-23T08:40:48.123Z",
           *           "status": "acked"
           *         }
           *       ],
           *       "unindexed": 0
           *     }
           */
          "application/json": components["schemas"]["ListMessagesResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  createChannel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "name": "#ops",
         *       "topic": "Deployments and incidents"
         *     }
         */
        "application/json": components["schemas"]["CreateChannelRequest"];
      };
    };
    responses: {
      /** @description The channel. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "channel": {
           *         "name": "#ops",
           *         "topic": "Deployments and incidents",
           *         "created_by": "agent-a",
           *         "created_at": "2026-11-23T08:20:00.000Z",
           *         "subscribers": 1,
           *         "subscribed": true,
           *         "mode": "all",
           *         "unread": 0
           *       },
           *       "created": true
           *     }
           */
          "application/json": components["schemas"]["CreateChannelResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  listChannels: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "subscribed": true
         *     }
         */
        "application/json": components["schemas"]["ListChannelsRequest"];
      };
    };
    responses: {
      /** @description A page of channels. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "channels": [
           *         {
           *           "name": "#ops",
           *           "topic": "Deployments and incidents",
           *           "created_by": "agent-a",
           *           "created_at": "2026-11-23T08:20:00.000Z",
           *           "subscribers": 2,
           *           "last_post_at": "2026-11-23T08:39:10.250Z",
           *           "subscribed": true,
           *           "mode": "all",
           *           "unread": 0
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["ListChannelsResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  subscribeChannel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "channel": "#ops",
         *       "mode": "all",
         *       "recent": 1
         *     }
         */
        "application/json": components["schemas"]["SubscribeChannelRequest"];
      };
    };
    responses: {
      /** @description The subscription. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "channel": {
           *         "name": "#ops",
           *         "topic": "Deployments and incidents",
           *         "created_by": "agent-a",
           *         "created_at": "2026-11-23T08:20:00.000Z",
           *         "subscribers": 2,
           *         "last_post_at": "2026-11-23T08:39:10.250Z",
           *         "subscribed": true,
           *         "mode": "all",
           *         "unread": 0
           *       },
           *       "recent": [
           *         {
           *           "id": "msg_01K9A42D3E5F7G9H1J3K5M7N9P",
           *           "kind": "channel",
           *           "direction": "received",
           *           "from": {
           *             "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *             "alias": "agent-a",
           *             "label": "claude-code@studio:crawler",
           *             "host": "studio",
           *             "runtime": "claude-code"
           *           },
           *           "body": "Deploy of crawler 2.4 starts.",
           *           "intent": "inform",
           *           "channel": "#ops",
           *           "thread_id": "msg_01K9A42D3E5F7G9H1J3K5M7N9P",
           *           "sent_at": "2026-11-23T08:39:10.250Z"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["SubscribeChannelResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  unsubscribeChannel: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "channel": "#ops"
         *     }
         */
        "application/json": components["schemas"]["UnsubscribeChannelRequest"];
      };
    };
    responses: {
      /** @description The channel that was left. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "channel": "#ops",
           *       "unsubscribed": true
           *     }
           */
          "application/json": components["schemas"]["UnsubscribeChannelResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  publishMessage: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "channel": "#ops",
         *       "body": "Deploy of crawler 2.4 starts."
         *     }
         */
        "application/json": components["schemas"]["PublishMessageRequest"];
      };
    };
    responses: {
      /** @description Accepted and on disk. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "message_id": "msg_01K9A42D3E5F7G9H1J3K5M7N9P",
           *       "thread_id": "msg_01K9A42D3E5F7G9H1J3K5M7N9P",
           *       "channel": "#ops",
           *       "fanned_out": 1,
           *       "skipped": [],
           *       "duplicate": false
           *     }
           */
          "application/json": components["schemas"]["PublishMessageResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      429: components["responses"]["TooManyRequests"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  setMemory: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "key": "crawler/test-command",
         *       "value": "npm test -- --run crawler",
         *       "tags": [
         *         "crawler",
         *         "howto"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["SetMemoryRequest"];
      };
    };
    responses: {
      /** @description Written and on disk. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "key": "crawler/test-command",
           *       "version": 3,
           *       "created": false,
           *       "duplicate": false
           *     }
           */
          "application/json": components["schemas"]["SetMemoryResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  getMemory: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "keys": [
         *         "crawler/test-command",
         *         "crawler/owner"
         *       ]
         *     }
         */
        "application/json": components["schemas"]["GetMemoryRequest"];
      };
    };
    responses: {
      /** @description Entries and missing keys. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "entries": [
           *         {
           *           "key": "crawler/test-command",
           *           "value": "npm test -- --run crawler",
           *           "format": "text",
           *           "tags": [
           *             "crawler",
           *             "howto"
           *           ],
           *           "version": 3,
           *           "written_by": "agent-b",
           *           "host": "studio",
           *           "created_at": "2026-11-23T07:02:11.000Z",
           *           "updated_at": "2026-11-23T08:30:00.000Z",
           *           "age_s": 648
           *         }
           *       ],
           *       "missing": [
           *         "crawler/owner"
           *       ]
           *     }
           */
          "application/json": components["schemas"]["GetMemoryResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  searchMemory: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "query": "test command",
         *       "limit": 10
         *     }
         */
        "application/json": components["schemas"]["SearchMemoryRequest"];
      };
    };
    responses: {
      /** @description A page of hits. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "hits": [
           *         {
           *           "key": "crawler/test-command",
           *           "snippet": "npm test -- --run crawler",
           *           "tags": [
           *             "crawler",
           *             "howto"
           *           ],
           *           "version": 3,
           *           "written_by": "agent-b",
           *           "host": "studio",
           *           "updated_at": "2026-11-23T08:30:00.000Z",
           *           "age_s": 648,
           *           "score": 1.27
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["SearchMemoryResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  deleteMemory: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "key": "crawler/test-command",
         *       "if_version": 3
         *     }
         */
        "application/json": components["schemas"]["DeleteMemoryRequest"];
      };
    };
    responses: {
      /** @description What became of it. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "key": "crawler/test-command",
           *       "deleted": true,
           *       "version": 4
           *     }
           */
          "application/json": components["schemas"]["DeleteMemoryResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  createTask: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "title": "Fix the flaky retry test",
         *       "description": "It fails about once in ten runs; see test/retry.test.ts.",
         *       "assignee": "agent-b"
         *     }
         */
        "application/json": components["schemas"]["CreateTaskRequest"];
      };
    };
    responses: {
      /** @description Created and on disk. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "task": {
           *         "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *         "title": "Fix the flaky retry test",
           *         "description": "It fails about once in ten runs; see test/retry.test.ts.",
           *         "status": "open",
           *         "priority": "normal",
           *         "created_by": {
           *           "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *           "alias": "agent-a",
           *           "label": "claude-code@studio:crawler",
           *           "host": "studio",
           *           "runtime": "claude-code"
           *         },
           *         "assignee": {
           *           "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex"
           *         },
           *         "claim": 0,
           *         "attempt": 0,
           *         "depends_on": [],
           *         "ready": true,
           *         "overdue": false,
           *         "created_at": "2026-11-23T08:35:00.000Z",
           *         "updated_at": "2026-11-23T08:35:00.000Z"
           *       },
           *       "duplicate": false
           *     }
           */
          "application/json": components["schemas"]["CreateTaskResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  assignTask: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
         *       "assignee": "agent-b",
         *       "note": "You know the retry code."
         *     }
         */
        "application/json": components["schemas"]["AssignTaskRequest"];
      };
    };
    responses: {
      /** @description The task. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "task": {
           *         "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *         "title": "Fix the flaky retry test",
           *         "description": "It fails about once in ten runs; see test/retry.test.ts.",
           *         "status": "open",
           *         "priority": "normal",
           *         "created_by": {
           *           "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *           "alias": "agent-a",
           *           "label": "claude-code@studio:crawler",
           *           "host": "studio",
           *           "runtime": "claude-code"
           *         },
           *         "assignee": {
           *           "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex"
           *         },
           *         "claim": 0,
           *         "attempt": 0,
           *         "depends_on": [],
           *         "ready": true,
           *         "overdue": false,
           *         "created_at": "2026-11-23T08:35:00.000Z",
           *         "updated_at": "2026-11-23T08:35:00.000Z"
           *       }
           *     }
           */
          "application/json": components["schemas"]["TaskResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  claimTask: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
         *       "lease_seconds": 900
         *     }
         */
        "application/json": components["schemas"]["ClaimTaskRequest"];
      };
    };
    responses: {
      /** @description The claim. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "task": {
           *         "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *         "title": "Fix the flaky retry test",
           *         "description": "It fails about once in ten runs; see test/retry.test.ts.",
           *         "status": "working",
           *         "priority": "normal",
           *         "created_by": {
           *           "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *           "alias": "agent-a",
           *           "label": "claude-code@studio:crawler",
           *           "host": "studio",
           *           "runtime": "claude-code"
           *         },
           *         "assignee": {
           *           "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex"
           *         },
           *         "claim": 1,
           *         "attempt": 0,
           *         "depends_on": [],
           *         "ready": false,
           *         "overdue": false,
           *         "created_at": "2026-11-23T08:35:00.000Z",
           *         "updated_at": "2026-11-23T08:40:48.123Z",
           *         "holder": {
           *           "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex"
           *         },
           *         "lease_expires_at": "2026-11-23T08:55:48.123Z"
           *       },
           *       "claim": 1,
           *       "lease_expires_at": "2026-11-23T08:55:48.123Z"
           *     }
           */
          "application/json": components["schemas"]["ClaimTaskResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  updateTask: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
         *       "status": "completed",
         *       "result": "The test waited for a fixed port; it takes a free one now.",
         *       "claim": 1
         *     }
         */
        "application/json": components["schemas"]["UpdateTaskRequest"];
      };
    };
    responses: {
      /** @description The task. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "task": {
           *         "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *         "title": "Fix the flaky retry test",
           *         "description": "It fails about once in ten runs; see test/retry.test.ts.",
           *         "status": "completed",
           *         "priority": "normal",
           *         "created_by": {
           *           "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *           "alias": "agent-a",
           *           "label": "claude-code@studio:crawler",
           *           "host": "studio",
           *           "runtime": "claude-code"
           *         },
           *         "assignee": {
           *           "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex"
           *         },
           *         "claim": 1,
           *         "attempt": 0,
           *         "depends_on": [],
           *         "ready": false,
           *         "overdue": false,
           *         "created_at": "2026-11-23T08:35:00.000Z",
           *         "updated_at": "2026-11-23T08:40:48.123Z",
           *         "result": "The test waited for a fixed port; it takes a free one now."
           *       }
           *     }
           */
          "application/json": components["schemas"]["TaskResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      409: components["responses"]["Conflict"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
      507: components["responses"]["StorageFull"];
    };
  };
  getTask: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A"
         *     }
         */
        "application/json": components["schemas"]["GetTaskRequest"];
      };
    };
    responses: {
      /** @description The task. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "task": {
           *         "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *         "title": "Fix the flaky retry test",
           *         "description": "It fails about once in ten runs; see test/retry.test.ts.",
           *         "status": "open",
           *         "priority": "normal",
           *         "created_by": {
           *           "id": "peer_01K9A3T0QJ6E8M4Y2ZB7C5D9F1",
           *           "alias": "agent-a",
           *           "label": "claude-code@studio:crawler",
           *           "host": "studio",
           *           "runtime": "claude-code"
           *         },
           *         "assignee": {
           *           "id": "peer_01K9A3V4XN2W6R8H5GQKJ3M7P0",
           *           "alias": "agent-b",
           *           "label": "codex@studio:crawler",
           *           "host": "studio",
           *           "runtime": "codex"
           *         },
           *         "claim": 0,
           *         "attempt": 0,
           *         "depends_on": [],
           *         "ready": true,
           *         "overdue": false,
           *         "created_at": "2026-11-23T08:35:00.000Z",
           *         "updated_at": "2026-11-23T08:35:00.000Z"
           *       },
           *       "dependencies": [],
           *       "history": [
           *         {
           *           "at": "2026-11-23T08:35:00.000Z",
           *           "event": "created",
           *           "status": "open",
           *           "by": "claude-code@studio:crawler",
           *           "assignee": "codex@studio:crawler"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["GetTaskResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      404: components["responses"]["NotFound"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  listTasks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "role": "assigned",
         *       "status": [
         *         "open",
         *         "working"
         *       ],
         *       "limit": 25
         *     }
         */
        "application/json": components["schemas"]["ListTasksRequest"];
      };
    };
    responses: {
      /** @description A page of tasks. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "tasks": [
           *         {
           *           "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *           "title": "Fix the flaky retry test",
           *           "status": "open",
           *           "priority": "normal",
           *           "created_by": "claude-code@studio:crawler",
           *           "assignee": "codex@studio:crawler",
           *           "claim": 0,
           *           "attempt": 0,
           *           "ready": true,
           *           "overdue": false,
           *           "updated_at": "2026-11-23T08:35:00.000Z"
           *         }
           *       ]
           *     }
           */
          "application/json": components["schemas"]["ListTasksResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  listEvents: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        /**
         * @example {
         *       "kinds": [
         *         "task_transition"
         *       ],
         *       "limit": 100
         *     }
         */
        "application/json": components["schemas"]["ListEventsRequest"];
      };
    };
    responses: {
      /** @description Events, oldest first. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "events": [
           *         {
           *           "seq": 42,
           *           "at": "2026-11-23T08:35:00.000Z",
           *           "kind": "task_transition",
           *           "actor": "claude-code@studio:crawler",
           *           "peer": "codex@studio:crawler",
           *           "task_id": "task_01K9A44Q6R8S0T2V4W6X8Y0Z2A",
           *           "status": "open",
           *           "detail": "Fix the flaky retry test"
           *         }
           *       ],
           *       "next_cursor": "42"
           *     }
           */
          "application/json": components["schemas"]["ListEventsResponse"];
        };
      };
      400: components["responses"]["InvalidRequest"];
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      413: components["responses"]["PayloadTooLarge"];
      415: components["responses"]["UnsupportedMediaType"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description How the broker does. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          /**
           * @example {
           *       "status": "ok",
           *       "version": "0.1.0",
           *       "spec_version": "1.0.0",
           *       "spec_hash": "9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f9f",
           *       "uptime_s": 5040,
           *       "mesh_epoch": "01K9A3S0000000000000000000",
           *       "engine": "sqlite",
           *       "engine_version": "3.51.0",
           *       "durability": "full",
           *       "counts": {
           *         "peers": 4,
           *         "online": 2,
           *         "messages": 1204,
           *         "unread": 3,
           *         "channels": 2,
           *         "tasks": 17,
           *         "memory": 88
           *       },
           *       "wal_bytes": 412032,
           *       "database_bytes": 2195456,
           *       "free_bytes": 52613349376
           *     }
           */
          "application/json": components["schemas"]["Health"];
        };
      };
      401: components["responses"]["Unauthorized"];
      403: components["responses"]["Forbidden"];
      500: components["responses"]["Internal"];
      503: components["responses"]["Unavailable"];
    };
  };
}

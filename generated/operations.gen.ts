// Generated from openapi.yaml by `npm run codegen`. Do not edit.

import type { ErrorCode } from './errors.gen.ts';

/** A tag: one file of this name in the service, in each engine and in the tests. */
export type Tag = 'peers' | 'messages' | 'channels' | 'memory' | 'tasks' | 'events' | 'health';

/** Names an operation everywhere. */
export type OperationId =
  | 'registerPeer'
  | 'heartbeatPeer'
  | 'unregisterPeer'
  | 'getPeer'
  | 'listPeers'
  | 'updatePeer'
  | 'sendMessage'
  | 'pollMessages'
  | 'ackMessages'
  | 'getMessageStatus'
  | 'listMessages'
  | 'createChannel'
  | 'listChannels'
  | 'subscribeChannel'
  | 'unsubscribeChannel'
  | 'publishMessage'
  | 'setMemory'
  | 'getMemory'
  | 'searchMemory'
  | 'deleteMemory'
  | 'createTask'
  | 'assignTask'
  | 'claimTask'
  | 'updateTask'
  | 'getTask'
  | 'listTasks'
  | 'listEvents'
  | 'getHealth';

/** What the contract says of an operation. */
export interface Operation {
  readonly operationId: OperationId;
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly tag: Tag;
  /** `write`: it goes through the write batch. */
  readonly access: 'read' | 'write';
  /** Whether it takes a session token beside the mesh secret. */
  readonly session: boolean;
  /** The codes it may answer. */
  readonly errors: readonly ErrorCode[];
  /** The MCP tool that calls it. */
  readonly tool?: string;
}

/** Every operation, in the order of the contract. */
export const operations: readonly Operation[] = [
  {
    operationId: 'registerPeer',
    method: 'post',
    path: '/v1/peers/register',
    tag: 'peers',
    access: 'write',
    session: false,
    errors: [
      'invalid_request', 'unauthenticated', 'forbidden', 'payload_too_large', 'unsupported_media_type', 'rate_limited',
      'internal', 'unavailable', 'storage_full',
    ],
  },
  {
    operationId: 'heartbeatPeer',
    method: 'post',
    path: '/v1/peers/heartbeat',
    tag: 'peers',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
  },
  {
    operationId: 'unregisterPeer',
    method: 'post',
    path: '/v1/peers/unregister',
    tag: 'peers',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
  },
  {
    operationId: 'getPeer',
    method: 'post',
    path: '/v1/peers/get',
    tag: 'peers',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'ambiguous',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'whoami',
  },
  {
    operationId: 'listPeers',
    method: 'post',
    path: '/v1/peers/list',
    tag: 'peers',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'list_peers',
  },
  {
    operationId: 'updatePeer',
    method: 'post',
    path: '/v1/peers/update',
    tag: 'peers',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'set_status',
  },
  {
    operationId: 'sendMessage',
    method: 'post',
    path: '/v1/messages/send',
    tag: 'messages',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'ambiguous', 'conflict',
      'payload_too_large', 'unsupported_media_type', 'inbox_full', 'rate_limited', 'internal', 'unavailable',
      'storage_full',
    ],
    tool: 'send_message',
  },
  {
    operationId: 'pollMessages',
    method: 'post',
    path: '/v1/messages/poll',
    tag: 'messages',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'ambiguous',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'check_messages',
  },
  {
    operationId: 'ackMessages',
    method: 'post',
    path: '/v1/messages/ack',
    tag: 'messages',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
  },
  {
    operationId: 'getMessageStatus',
    method: 'post',
    path: '/v1/messages/status',
    tag: 'messages',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
  },
  {
    operationId: 'listMessages',
    method: 'post',
    path: '/v1/messages/history',
    tag: 'messages',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'ambiguous',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'message_history',
  },
  {
    operationId: 'createChannel',
    method: 'post',
    path: '/v1/channels/create',
    tag: 'channels',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'create_channel',
  },
  {
    operationId: 'listChannels',
    method: 'post',
    path: '/v1/channels/list',
    tag: 'channels',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'list_channels',
  },
  {
    operationId: 'subscribeChannel',
    method: 'post',
    path: '/v1/channels/subscribe',
    tag: 'channels',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'conflict',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'subscribe_channel',
  },
  {
    operationId: 'unsubscribeChannel',
    method: 'post',
    path: '/v1/channels/unsubscribe',
    tag: 'channels',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'unsubscribe_channel',
  },
  {
    operationId: 'publishMessage',
    method: 'post',
    path: '/v1/channels/publish',
    tag: 'channels',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'conflict',
      'payload_too_large', 'unsupported_media_type', 'rate_limited', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'publish',
  },
  {
    operationId: 'setMemory',
    method: 'post',
    path: '/v1/memory/set',
    tag: 'memory',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'conflict', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'memory_set',
  },
  {
    operationId: 'getMemory',
    method: 'post',
    path: '/v1/memory/get',
    tag: 'memory',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'memory_get',
  },
  {
    operationId: 'searchMemory',
    method: 'post',
    path: '/v1/memory/search',
    tag: 'memory',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'memory_search',
  },
  {
    operationId: 'deleteMemory',
    method: 'post',
    path: '/v1/memory/delete',
    tag: 'memory',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'conflict', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'memory_delete',
  },
  {
    operationId: 'createTask',
    method: 'post',
    path: '/v1/tasks/create',
    tag: 'tasks',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'ambiguous', 'conflict',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'create_task',
  },
  {
    operationId: 'assignTask',
    method: 'post',
    path: '/v1/tasks/assign',
    tag: 'tasks',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'ambiguous', 'task_terminal',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'assign_task',
  },
  {
    operationId: 'claimTask',
    method: 'post',
    path: '/v1/tasks/claim',
    tag: 'tasks',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'conflict', 'task_terminal',
      'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'claim_task',
  },
  {
    operationId: 'updateTask',
    method: 'post',
    path: '/v1/tasks/update',
    tag: 'tasks',
    access: 'write',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'conflict', 'claim_lost',
      'task_terminal', 'payload_too_large', 'unsupported_media_type', 'internal', 'unavailable', 'storage_full',
    ],
    tool: 'update_task',
  },
  {
    operationId: 'getTask',
    method: 'post',
    path: '/v1/tasks/get',
    tag: 'tasks',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'not_found', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'get_task',
  },
  {
    operationId: 'listTasks',
    method: 'post',
    path: '/v1/tasks/list',
    tag: 'tasks',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
    tool: 'list_tasks',
  },
  {
    operationId: 'listEvents',
    method: 'post',
    path: '/v1/events/list',
    tag: 'events',
    access: 'read',
    session: true,
    errors: [
      'invalid_request', 'unauthenticated', 'session_invalid', 'forbidden', 'payload_too_large',
      'unsupported_media_type', 'internal', 'unavailable',
    ],
  },
  {
    operationId: 'getHealth',
    method: 'get',
    path: '/health',
    tag: 'health',
    access: 'read',
    session: false,
    errors: ['unauthenticated', 'forbidden', 'internal', 'unavailable'],
  },
];

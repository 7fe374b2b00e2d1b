import type { Database } from 'better-sqlite3';
import type { Tx } from '../store/port.ts';
import { channelTable } from './channels.ts';
import { eventTable } from './events.ts';
import { idempotencyTable } from './idempotency.ts';
import { memoryTable } from './memory.ts';
import { meshTable } from './mesh.ts';
import { messageTable } from './messages.ts';
import { peerTable } from './peers.ts';
import { taskTable } from './tasks.ts';

/** Prepares every statement on one connection: a wrong column fails here, at the start. */
export function openTables(db: Database): Tx {
  return {
    mesh: meshTable(db),
    peers: peerTable(db),
    messages: messageTable(db),
    channels: channelTable(db),
    memory: memoryTable(db),
    tasks: taskTable(db),
    events: eventTable(db),
    idempotency: idempotencyTable(db),
  };
}

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
export function openTables(connection: Database): Tx {
  const db = steady(connection);
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

/**
 * A connection whose statements keep their plans. SQLite is built with STAT4 here, and plans a statement anew whenever a
 * parameter that its plan looked at is bound to another value: 4 to 30 µs each time, where the statement itself takes 1. A plus
 * before the parameter hides it from the planner, and we keep no statistics that could tell it more.
 */
function steady(connection: Database): Database {
  const prepare = (sql: string) => connection.prepare(sql.replace(/([=<>]|\bLIMIT|\bOFFSET)\s*(?=[@?])/g, '$1 +'));
  return Object.create(connection, { prepare: { value: prepare } }) as Database;
}

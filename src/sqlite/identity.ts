import { readFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { writeDurably } from '../durable.ts';
import { EngineError } from './errors.ts';
import { type Files, keepPrivate } from './files.ts';
import { type Found, type Identity, selectIdentity } from './inspect.ts';

/** Where new identities and their time come from. */
export interface Origin {
  newId(): string;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * Reads which database belongs to this home, undefined before the first start and after the file was removed on
 * purpose.
 * Throws {@link EngineError} `damaged` when the file is there and does not say it.
 */
export function readIdentity(files: Files): Identity | undefined {
  keepPrivate(files.instance);
  try {
    const { instance_id: instanceId, epoch } = JSON.parse(readFileSync(files.instance, 'utf8'));
    if (isName(instanceId) && isName(epoch)) return { instanceId, epoch };
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (!(cause instanceof SyntaxError)) throw cause;
  }
  const hint = 'Nothing was changed. If the database beside it is the right one, remove this file.';
  throw new EngineError('damaged', `The file ${files.instance} is damaged.`, hint);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

/**
 * Compares the database with what belongs to this home. SQLite opens a missing or empty file as a valid, empty
 * database, so that without this a lost one would look like a first start. Throws {@link EngineError} `damaged`.
 */
export function refuseStranger(files: Files, found: Found | undefined, known: Identity | undefined): void {
  if (known === undefined || found?.identity?.instanceId === known.instanceId) return;
  const { database, instance } = files;
  if (found?.identity) {
    const fault = `The database ${database} is that of mesh ${found.identity.instanceId}, and this home that of ${known.instanceId}.`;
    const hint = `Nothing was changed. Put the right one back, or remove ${instance} to go on with this one.`;
    throw new EngineError('damaged', fault, hint);
  }
  const fault = `The database ${database} is ${found ? 'without data' : 'missing or empty'}, and it was in use before.`;
  const hint = `Nothing was changed. Restore a backup: put it at this path and remove ${instance}. To begin anew, remove only the latter.`;
  throw new EngineError('damaged', fault, hint);
}

/**
 * Makes sure that database and home name the same mesh, and answers it. A database that comes without its side file, or
 * with an epoch from another time, was restored or moved: it gets a new epoch. The side file is written last, so that a
 * start that is cut short at any point is a first start the next time.
 */
export function establishIdentity(
  database: Database.Database,
  files: Files,
  known: Identity | undefined,
  origin: Origin,
): Identity {
  const stored = database.prepare<[], Identity>(selectIdentity).get();
  if (stored && stored.epoch === known?.epoch) return stored;
  const identity = { instanceId: stored?.instanceId ?? origin.newId(), epoch: origin.newId() };
  database.prepare(upsertIdentity).run({ ...identity, now: origin.now() });
  writeDurably(
    files.instance,
    `${JSON.stringify({ instance_id: identity.instanceId, epoch: identity.epoch })}\n`,
    `${files.instance}.new`,
  );
  return identity;
}

const upsertIdentity = `
  INSERT INTO mesh (id, instance_id, epoch, created_at, clock) VALUES (1, @instanceId, @epoch, @now, @now)
  ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch`;

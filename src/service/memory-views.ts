import type { CurrentState, MemoryEntry, MemoryHit } from '../../generated/types.gen.ts';
import type { MemoryEntryRow } from '../store/memory.ts';
import { iso, present } from './names.ts';

/** Where an entry comes from and how old it is. */
function provenanceOf(row: MemoryEntryRow, now: number) {
  return {
    tags: [...row.tags],
    version: row.version,
    written_by: row.written_by ?? 'unknown',
    host: row.host ?? 'unknown',
    updated_at: iso(row.updated_at),
    age_s: Math.floor((now - row.updated_at) / 1000),
  };
}

/** An entry as it is read. */
export function entryOf(row: MemoryEntryRow, now: number): MemoryEntry {
  return {
    key: row.key,
    value: row.value,
    format: row.format,
    created_at: iso(row.created_at),
    ...provenanceOf(row, now),
    ...(row.expires_at !== null && { expires_at: iso(row.expires_at) }),
  };
}

/** An entry as it is found. */
export function hitOf(row: MemoryEntryRow, snippet: string, score: number, now: number): MemoryHit {
  return { key: row.key, snippet, score, ...provenanceOf(row, now) };
}

/** An entry, or its absence since `version`, as a request with another version meets it. */
export function currentOf(key: string, row: MemoryEntryRow | undefined, version: number): CurrentState {
  if (!row) return { key, version };
  return {
    key,
    version,
    value: row.value,
    updated_at: iso(row.updated_at),
    ...present({ written_by: row.written_by, expires_at: row.expires_at === null ? null : iso(row.expires_at) }),
  };
}

import type { MemoryEntry, MemoryHit } from '../../../generated/types.gen.ts';
import type { Page } from './page.ts';

/** An entry: where it comes from, then its value. Keys and tags are words of peers too. */
export function renderEntry(page: Page, entry: MemoryEntry): void {
  provenance(page, entry);
  page.quote(entry.value, entry.format === 'json' ? 'json' : 'value');
}

/** A hit: where it comes from, then the part that fits. */
export function renderHit(page: Page, hit: MemoryHit): void {
  provenance(page, hit);
  page.quote(hit.snippet, 'snippet');
}

function provenance(page: Page, entry: MemoryEntry | MemoryHit): void {
  const { key, tags, version, written_by, host, age_s } = entry;
  const end = 'expires_at' in entry && entry.expires_at ? `, expires ${entry.expires_at}` : '';
  page.say(`- version ${version} by ${written_by} on ${host}, ${age(age_s)} old${end}`);
  page.quote(tags.length > 0 ? `${key} [${tags.join(', ')}]` : key, 'key');
}

/** Seconds as people say them. */
export function age(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

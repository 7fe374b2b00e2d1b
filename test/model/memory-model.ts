/** An entry as it was written last. Times are milliseconds. */
export interface Entry {
  readonly value: string;
  readonly tags: readonly string[];
  readonly version: number;
  readonly author: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number;
}

/** A write as a peer asks for it. */
export interface Write {
  readonly key: string;
  readonly value: string;
  readonly tags: readonly string[];
  readonly ttlSeconds: number | undefined;
  readonly ifVersion: number | undefined;
}

const tombstoneMs = 7 * 86_400_000;

/** What shared memory promises, as two maps and whole scans. */
export class MemoryModel {
  now: number;
  readonly #entries = new Map<string, Entry>();
  readonly #tombstones = new Map<string, { version: number; laidAt: number }>();

  constructor(now: number) {
    this.now = now;
  }

  get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > this.now ? entry : undefined;
  }

  /** The last version of a key, 0 when it is unknown. */
  versionOf(key: string): number {
    return this.#entries.get(key)?.version ?? this.#tombstones.get(key)?.version ?? 0;
  }

  /** Writes; undefined when the expected version is not there. */
  set(author: string, { key, value, tags, ttlSeconds, ifVersion }: Write): Entry | undefined {
    const before = this.get(key);
    if (ifVersion !== undefined && ifVersion !== (before?.version ?? 0)) return undefined;
    const entry: Entry = {
      value,
      tags,
      author,
      version: this.versionOf(key) + 1,
      createdAt: before?.createdAt ?? this.now,
      updatedAt: this.now,
      expiresAt: ttlSeconds === undefined ? Number.POSITIVE_INFINITY : this.now + ttlSeconds * 1_000,
    };
    this.#tombstones.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  /** Deletes; answers whether there was anything, undefined when it has another version than expected. */
  delete(key: string, ifVersion: number | undefined): boolean | undefined {
    const before = this.get(key);
    if (!before) return false;
    if (ifVersion !== undefined && ifVersion !== before.version) return undefined;
    this.#bury(key, before.version + 1, this.now);
    return true;
  }

  /** What a round of housekeeping makes of it: expired entries leave their version, and old versions are forgotten. */
  housekeep(): void {
    for (const [key, { version, expiresAt }] of [...this.#entries])
      if (expiresAt <= this.now) this.#bury(key, version, expiresAt);
    for (const [key, { laidAt }] of [...this.#tombstones])
      if (laidAt < this.now - tombstoneMs) this.#tombstones.delete(key);
  }

  /** Keys of the entries that a search is about, in the order of keys. */
  find(about: { words: readonly string[]; tags: readonly string[]; prefix: string }): string[] {
    const keys = [...this.#entries.keys()].filter((key) => {
      const entry = this.get(key);
      if (!entry || !key.startsWith(about.prefix)) return false;
      return about.tags.every((tag) => entry.tags.includes(tag)) && about.words.every((word) => has(key, entry, word));
    });
    return keys.sort();
  }

  #bury(key: string, version: number, laidAt: number): void {
    this.#entries.delete(key);
    this.#tombstones.set(key, { version, laidAt });
  }
}

/** Whether an entry has a word; with a star at its end, a word that begins so. What is not ASCII stands for text without spaces. */
function has(key: string, { value, tags }: Entry, word: string): boolean {
  const words = [key, value, ...tags].flatMap((text) => text.toLowerCase().split(/[ /-]/));
  if (word.endsWith('*')) return words.some((other) => other.startsWith(word.slice(0, -1)));
  return /^[a-z0-9]+$/.test(word) ? words.includes(word) : words.some((other) => other.includes(word));
}

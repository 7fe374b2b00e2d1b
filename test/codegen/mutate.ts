import type { Schema } from '../../codegen/shape.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes bodies around the edges of a schema: right on it, just beyond it, or of another kind altogether. */
export class Mutator {
  readonly #resolve: (schema: Schema) => Schema;
  readonly #random: () => number;
  /** A string for each pattern, since none can be made of the pattern itself. */
  readonly #samples = new Map<string, string>();

  constructor(resolve: (schema: Schema) => Schema, random: () => number) {
    this.#resolve = resolve;
    this.#random = random;
  }

  /** Learns strings that fit the patterns from a value that the schema accepts. */
  learn(schema: Schema, value: unknown): void {
    const { pattern, items, properties } = this.#resolve(schema);
    if (pattern && typeof value === 'string') this.#samples.set(pattern, value);
    if (items && Array.isArray(value)) for (const item of value) this.learn(items, item);
    for (const [name, field] of Object.entries(properties ?? {})) {
      const member = (value as Record<string, unknown>)[name];
      if (member !== undefined) this.learn(field, member);
    }
  }

  /** A value with every optional field, accepted as far as its patterns are known. */
  full(schema: Schema): unknown {
    const { type, enum: values, format, pattern, minimum, items, properties = {}, ...rest } = this.#resolve(schema);
    if (type === 'object')
      return Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, this.full(field)]));
    if (type === 'array') return [this.full(items!)];
    if (type === 'boolean') return true;
    if (type !== 'string') return minimum;
    return values?.[0] ?? (format ? instants[0] : (this.#samples.get(pattern!) ?? 'a'.repeat(rest.minLength ?? 1)));
  }

  /** A copy changed in one place, seldom in more. */
  mutate(schema: Schema, value: unknown): unknown {
    const { items, properties } = this.#resolve(schema);
    if (this.#chance(0.1)) return this.#edge(schema, value);
    if (items && Array.isArray(value) && value.length > 0) {
      const index = this.#upTo(value.length - 1);
      return this.#chance(0.5) ? this.#edge(schema, value) : value.with(index, this.mutate(items, value[index]));
    }
    if (!properties || typeof value !== 'object' || value === null) return this.#edge(schema, value);
    const copy: Record<string, unknown> = { ...value };
    do {
      const [name, field] = this.#pick([...Object.entries(properties), ['extra', {}] as const]);
      if (name === 'extra') copy[this.#pick(['extra', 'constructor', 'toString', ''])] = this.#pick(foreign);
      else if (this.#chance(0.2)) delete copy[name];
      else copy[name] = this.mutate(field, copy[name] ?? this.full(field));
    } while (this.#chance(0.2));
    return copy;
  }

  /** A value of the right kind at the edge of a schema, at times of another kind. */
  #edge(schema: Schema, value: unknown): unknown {
    if (this.#chance(0.1)) return this.#pick(foreign);
    const { type, enum: values, format, pattern, minimum = 0, maximum = 0, items, ...rest } = this.#resolve(schema);
    if (type === 'boolean') return this.#pick([true, false, 'true', 0]);
    if (type === 'integer' || type === 'number') {
      return this.#pick([
        minimum,
        maximum,
        minimum - 1,
        maximum + 1,
        (minimum + maximum) / 2,
        minimum + 0.5,
        -0,
        `${minimum}`,
      ]);
    }
    if (type === 'array') {
      const length = this.#near(rest.minItems, rest.maxItems);
      const first = Array.isArray(value) && value.length > 0 ? value[0] : this.full(items!);
      return Array.from({ length }, (_, index) => (rest.uniqueItems ? this.#distinct(first, index) : first));
    }
    if (type === 'object' && rest.additionalProperties) {
      const member = this.#chance(0.8) ? 'v' : this.#edge(rest.additionalProperties, 'v');
      return Object.fromEntries(
        Array.from({ length: this.#near(0, rest.maxProperties) }, (_, index) => [`k${index}`, member]),
      );
    }
    if (type === 'object') return this.mutate(schema, value);
    if (values) return this.#pick([...values, ...values, values[0]!.toUpperCase(), `${values[0]} `]);
    if (format) return this.#pick(instants);
    const known = this.#samples.get(pattern!);
    if (known) return this.#pick([known, `${known}x`, known.slice(1), known.toUpperCase(), ` ${known}`, `${known}\n`]);
    return this.#pick(['a', 'é', '😀', '\u0000', '\ud800']).repeat(this.#near(rest.minLength, rest.maxLength));
  }

  /** Another value of the kind of the first, seldom the same: the last characters change, so that ids go on matching. */
  #distinct(first: unknown, index: number): unknown {
    if (typeof first !== 'string' || this.#chance(0.01)) return first;
    const digits = String(index);
    return first.slice(0, Math.max(0, first.length - digits.length)) + digits;
  }

  /** A size at or beside a bound. Huge ones are seldom, since they cost time and show nothing new. */
  #near(least = 0, most = 3): number {
    const size = this.#pick([least, least + 1, least - 1, most, most + 1, most - 1]);
    return size > 2000 && !this.#chance(0.05) ? least + 1 : Math.max(0, size);
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #upTo(most: number): number {
    return Math.floor(this.#random() * (most + 1));
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[this.#upTo(choices.length - 1)]!;
  }
}

const foreign = [null, '', 'x', 0, -1, 1.5, 1e308, true, false, [], {}, [null], [[]], { a: 1 }, '0', 2 ** 53];

const instants = [
  '2026-11-23T08:40:48.123Z',
  '2026-11-23T08:40:48Z',
  '2026-11-23T08:40:48+01:00',
  '2026-11-23T08:40:48.123456789-23:59',
  '2024-02-29T00:00:00Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-23T24:00:00Z',
  '2026-11-23T08:40:48',
  '2026-11-23T08:40Z',
  '2026-11-23',
  'tomorrow',
  '2026-11-23t08:40:48z',
  '2026-11-23 08:40:48Z',
];

import fc, { type Arbitrary } from 'fast-check';
import { hostileValues } from './hostile-values.ts';

/** How a request may be spoilt on its way: its body as a value, its text, its headers. */
export interface Mutation {
  /** Spoils the body as a value; answers the new one. */
  readonly value?: (body: unknown) => unknown;
  /** Spoils the bytes that go out. */
  readonly text?: (text: string) => string | Uint8Array;
  /** Headers to change; undefined takes one away. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

const place = fc.nat({ max: 1_000 });

const values: Arbitrary<Mutation> = fc
  .tuple(place, hostileValues, fc.constantFrom('replace', 'remove', 'add', 'wrap', 'repeat'))
  .map(([at, hostile, how]) => ({ value: (body) => spoil(body, at, how, hostile) }));

const texts: Arbitrary<Mutation> = fc.oneof(
  place.map((at) => ({ text: (text: string) => text.slice(0, at % Math.max(1, text.length)) })),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([at, bytes]) => ({ text: splice(at, bytes) })),
  fc
    .constantFrom(
      '',
      'null',
      '[]',
      '""',
      '0',
      '{}{}',
      '\ufeff{}',
      '{"a":1,"a":2}',
      `${'['.repeat(40)}${']'.repeat(40)}`,
      '{"__proto__":{}}',
    )
    .map((whole) => ({ text: () => whole })),
  fc.constant({ text: (text: string) => `${text.slice(0, -1)},${'"x":[],'.repeat(12_000)}"y":1}` }),
);

const headers: Arbitrary<Mutation> = fc.constantFrom<Mutation>(
  { headers: { 'content-type': undefined } },
  { headers: { 'content-type': 'text/plain' } },
  { headers: { 'content-type': 'application/json; charset=utf-16' } },
  { headers: { 'content-encoding': 'gzip' } },
  { headers: { authorization: undefined } },
  { headers: { authorization: 'Bearer wrong' } },
  { headers: { 'peermesh-session': undefined } },
  { headers: { 'peermesh-session': 'pms_nobody' } },
  { headers: { origin: 'https://evil.example' } },
  { headers: { host: 'evil.example' } },
  { headers: { 'content-length': '99999999' } },
);

/** One in two requests goes out as the contract wants it, the others with one fault each. */
export const mutations: Arbitrary<Mutation | undefined> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(undefined) },
  { weight: 8, arbitrary: values },
  { weight: 3, arbitrary: texts },
  { weight: 1, arbitrary: headers },
);

/** Does something to one of the places of a body, counted depth first. */
function spoil(body: unknown, at: number, how: string, hostile: unknown): unknown {
  const places = placesOf(body);
  const target = places[at % places.length]!;
  const change = (value: unknown, path: string): unknown => {
    if (path === target) return changed(value, how, hostile);
    if (Array.isArray(value)) return value.map((item, n) => change(item, `${path}/${n}`));
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, item]) => [name, change(item, `${path}/${name}`)] as const);
    return Object.fromEntries(fields.filter(([, item]) => item !== undefined));
  };
  return change(body, '');
}

function placesOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => placesOf(item, `${path}/${name}`))];
}

function changed(value: unknown, how: string, hostile: unknown): unknown {
  if (how === 'remove') return undefined;
  if (how === 'wrap') return [value];
  if (how === 'repeat') return Array(600).fill(value);
  if (how === 'add' && typeof value === 'object') return { ...value, [JSON.stringify(hostile).slice(0, 80)]: hostile };
  return hostile;
}

function splice(at: number, bytes: Uint8Array): (text: string) => Uint8Array {
  return (text) => {
    const whole = Buffer.from(text);
    const cut = at % Math.max(1, whole.length);
    return Buffer.concat([whole.subarray(0, cut), bytes, whole.subarray(cut)]);
  };
}

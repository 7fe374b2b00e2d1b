import { isUtf8 } from 'node:buffer';
import { invalid } from '../errors.ts';

/** What a fault of the body as a whole is said of. */
const WHOLE = 'The request body';

/** Most array items and object fields in one body. No operation takes 500; checking 100,000 wrong ones costs 200 ms. */
const MAX_MEMBERS = 10_000;

/**
 * Parses a request body. Throws `invalid_request` for an empty body, bytes that are not UTF-8, text that is not JSON, nesting
 * deeper than `maxDepth`, more than 10,000 members, and for NUL, lone surrogates or `__proto__` anywhere in it.
 */
export function parseJson(body: Buffer, maxDepth: number): unknown {
  if (body.length === 0) throw invalid(WHOLE, 'is empty.', 'Send a JSON object; {} where every field is optional.');
  if (!isUtf8(body)) throw invalid(WHOLE, 'is not UTF-8.');
  const text = body.toString('utf8');
  checkShape(text, maxDepth);
  const value = parse(text);
  if (text.includes('\\u') || text.includes('__proto__')) checkStrings(value, '');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // V8's message quotes the text, which may hold somebody's message.
    throw invalid(
      WHOLE,
      'is not valid JSON.',
      'Check quotes, commas and brackets; control characters in strings must be escaped.',
    );
  }
}

/** Counts brackets and commas outside strings before anything is built from them; strings are skipped at the speed of indexOf. */
function checkShape(text: string, maxDepth: number): void {
  let depth = 0;
  let members = 1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x22) i = endOfString(text, i);
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) throw invalid(WHOLE, `is nested deeper than ${maxDepth} levels.`);
    } else if (code === 0x7d || code === 0x5d) depth--;
    else if (code === 0x2c && ++members > MAX_MEMBERS) throw invalid(WHOLE, `has more than ${MAX_MEMBERS} members.`);
  }
}

function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** Only an escape can smuggle these in: raw NUL is no JSON, and UTF-8 has no surrogates. */
function checkStrings(value: unknown, path: string): void {
  if (typeof value === 'string') checkString(value, path || WHOLE);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    checkString(key, `A name in ${path || 'the request body'}`);
    if (key === '__proto__') throw invalid(path || WHOLE, 'has a field named __proto__.');
    checkStrings(item, place);
  }
}

function checkString(text: string, path: string): void {
  if (text.includes('\0')) throw invalid(path, 'holds a NUL character.');
  if (!text.isWellFormed()) throw invalid(path, 'holds half of a surrogate pair, which is no character.');
}

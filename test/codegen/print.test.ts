import { describe, expect, it } from 'vitest';
import { chain, doc, literal, quote, union, WIDTH } from '../../codegen/print.ts';

const word = 'word '.repeat(30).trim();

describe('print', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", '"it\'s"'],
    ['say "hi"', '\'say "hi"\''],
    ['it\'s "so"', "'it\\'s \"so\"'"],
    ['a\\"b\nc', "'a\\\\\"b\\nc'"],
  ])('quotes %j', (text, code) => {
    expect(quote(text)).toBe(code);
    // biome-ignore lint/security/noGlobalEval: the literal has to mean the text again
    expect(eval(code)).toBe(text);
  });

  it.each([
    [{ a: 1, 'b-c': [true, null], 200: {} }, "{ 200: {}, a: 1, 'b-c': [true, null] }"],
    [{ gone: undefined, kept: 'x' }, "{ kept: 'x' }"],
    [[], '[]'],
  ])('puts what is short on one line: %j', (value, code) => {
    expect(literal(value)).toBe(code);
  });

  it('breaks what is long, and fills lists of words', () => {
    const words = Array.from({ length: 20 }, (_, index) => `number-${index}`);
    const rows = literal({ words, first: { a: 'x' } }).split('\n');
    expect(rows.slice(0, 2)).toEqual(['{', '  words: [']);
    expect(rows.slice(-3)).toEqual(['  ],', "  first: { a: 'x' },", '}']);
    expect(rows).toHaveLength(8);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(WIDTH);
  });

  it('writes doc comments on one line or wrapped, and lets none end early', () => {
    expect(doc(['Short.'], 2)).toBe('  /** Short. */\n');
    expect(doc([undefined, ' '])).toBe('');
    expect(doc(['a */ b'])).toBe('/** a *\\/ b */\n');
    const [open, first, second, ...rest] = doc([word, '@throws {Error} never']).split('\n');
    expect([open, ...rest]).toEqual(['/**', ' * @throws {Error} never', ' */', '']);
    expect(`${first!.slice(3)} ${second!.slice(3)}`).toBe(word);
  });

  it('breaks chains and unions that do not fit', () => {
    expect(chain(['z.int()', '.min(1)'], 2, 10)).toBe('z.int().min(1)');
    expect(chain(['z.int()', '.min(1)'], 2, WIDTH)).toBe('z.int()\n    .min(1)');
    expect(union('Tag', ['a', 'b'])).toBe("export type Tag = 'a' | 'b';");
    expect(union('Long', [word, word])).toBe(`export type Long =\n  | '${word}'\n  | '${word}';`);
  });
});

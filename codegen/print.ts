/** Columns a printed line may take before it is broken. */
export const WIDTH = 120;

/** The file as written: what made it, then its parts with a blank line between, and one newline at the end. */
export function file(source: string, ...parts: string[]): string {
  const header = `// Generated from ${source} by \`npm run codegen\`. Do not edit.`;
  return `${[header, ...parts.filter(Boolean)].join('\n\n')}\n`;
}

/** Code in the midst of plain data, printed as it is. */
export class Code {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Plain data as a TypeScript literal: single quotes, bare keys, on one line where it fits.
 * @param indent columns by which the line is indented on which the literal begins
 * @param column columns taken on that line before the literal; what follows it is taken to be one character
 */
export function literal(value: unknown, indent = 0, column = indent): string {
  const flat = inline(value);
  const plain = typeof value !== 'object' || value === null || value instanceof Code;
  if (plain || column + flat.length < WIDTH) return flat;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return filled(value, indent);
  const inner = indent + 2;
  const members = Array.isArray(value)
    ? value.map((item) => literal(item, inner))
    : entries(value).map(([name, item]) => {
        const prefix = `${key(name)}: `;
        return prefix + literal(item, inner, inner + prefix.length);
      });
  const rows = members.map((member) => `${' '.repeat(inner)}${member},`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return [open, ...rows, `${' '.repeat(indent)}${close}`].join('\n');
}

/** A list of words or numbers, as many to a line as fit. */
function filled(items: readonly unknown[], indent: number): string {
  const pad = ' '.repeat(indent + 2);
  const rows = wrap(items.map((item) => `${inline(item)},`).join('\0'), WIDTH - pad.length, '\0');
  return ['[', ...rows.map((row) => pad + row), `${' '.repeat(indent)}]`].join('\n');
}

/** A chain of calls, on one line where it fits, else one call a line. */
export function chain(links: readonly string[], indent: number, column: number): string {
  const flat = links.join('');
  if (flat.includes('\n') || column + flat.length < WIDTH) return flat;
  return links.join(`\n${' '.repeat(indent + 2)}`);
}

/** Plain data as a TypeScript literal on one line. */
export function inline(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value instanceof Code) return value.text;
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = entries(value).map(([name, item]) => `${key(name)}: ${inline(item)}`);
  return fields.length ? `{ ${fields.join(', ')} }` : '{}';
}

const entries = (value: object) => Object.entries(value).filter(([, item]) => item !== undefined);

/** A property name: bare where TypeScript allows it. */
export function key(name: string): string {
  return /^(?:[A-Za-z_$][\w$]*|0|[1-9]\d*)$/.test(name) ? name : quote(name);
}

/** A string literal in single quotes, or in double ones where that saves escapes. */
export function quote(text: string): string {
  const double = JSON.stringify(text);
  if (text.includes("'") && !text.includes('"')) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** An exported type that is one of the given strings. */
export function union(name: string, values: readonly string[]): string {
  const flat = `export type ${name} = ${values.map(quote).join(' | ')};`;
  const rows = values.map((value) => `\n  | ${quote(value)}`);
  return flat.length <= WIDTH ? flat : `export type ${name} =${rows.join('')};`;
}

/** An exported constant list of plain data, one entry after the other. */
export function list(name: string, type: string, rows: readonly unknown[]): string {
  const printed = rows.map((row) => `  ${literal(row, 2)},`);
  return [`export const ${name}: readonly ${type}[] = [`, ...printed, '];'].join('\n');
}

/** A doc comment of the given paragraphs, empty ones left out; on one line where it fits. Ends with a newline. */
export function doc(paragraphs: readonly (string | undefined)[], indent = 0): string {
  const pad = ' '.repeat(indent);
  const texts = paragraphs.filter((text) => text?.trim()).map((text) => text!.trim().replaceAll('*/', '*\\/'));
  if (texts.length === 0) return '';
  const [only] = texts;
  if (texts.length === 1 && !only!.includes('\n') && indent + only!.length + 7 <= WIDTH)
    return `${pad}/** ${only} */\n`;
  const body = texts.flatMap((text, index) => [
    ...(index > 0 && !text.startsWith('@') ? [''] : []),
    ...text.split('\n').flatMap((line) => wrap(line, WIDTH - indent - 3)),
  ]);
  return [`${pad}/**`, ...body.map((line) => `${pad} * ${line}`.trimEnd()), `${pad} */`, ''].join('\n');
}

/** Breaks a line between words so that no row is longer than `width`, unless one word is. */
function wrap(line: string, width: number, gap = ' '): string[] {
  const rows = [''];
  for (const word of line.trimEnd().split(gap)) {
    const row = rows[rows.length - 1]!;
    if (row && row.length + 1 + word.length > width) rows.push(word);
    else rows[rows.length - 1] = row ? `${row} ${word}` : word;
  }
  return rows;
}

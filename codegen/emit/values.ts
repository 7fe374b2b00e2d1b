import { key, quote } from '../print.ts';

/** How a language writes plain data. */
export interface Dialect {
  text(value: string): string;
  name(property: string): string;
  yes: string;
  no: string;
  /** Columns of one step of indentation. */
  step: number;
  /** Whether the last member of a list that is broken into lines ends with a comma. */
  comma: boolean;
}

const double = (text: string) => JSON.stringify(text);

/** Data of the wire. */
export const json: Dialect = { text: double, name: double, yes: 'true', no: 'false', step: 2, comma: false };
/** TypeScript as this project writes it. */
export const typescript: Dialect = { ...json, text: quote, name: key, comma: true };
/** Python as black writes it. JSON's escapes are Python's too. */
export const python: Dialect = { ...json, yes: 'True', no: 'False', step: 4, comma: true };

/** Columns that are to be had beside the text of a page. */
const WIDTH = 60;

/** Plain data in the notation of a language. An object is always broken into lines, a list where it does not fit on one. */
export function pretty(value: unknown, dialect: Dialect, indent = 0): string {
  const { text, name, yes, no, step, comma } = dialect;
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value !== 'object' || value === null) return String(value);
  const list = Array.isArray(value);
  const [open, close] = list ? '[]' : '{}';
  const within = (item: unknown) => pretty(item, dialect, indent + step);
  const members = list
    ? value.map(within)
    : Object.entries(value).map(([property, item]) => `${name(property)}: ${within(item)}`);
  const flat = `${open}${members.join(', ')}${close}`;
  const short = !flat.includes('\n') && flat.length + indent < WIDTH;
  if (members.length === 0 || (list && short)) return flat;
  const pad = '\n'.padEnd(indent + step + 1);
  return `${open}${pad}${members.join(`,${pad}`)}${comma ? ',' : ''}${'\n'.padEnd(indent + 1)}${close}`;
}

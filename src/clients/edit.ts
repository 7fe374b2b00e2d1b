import { isDeepStrictEqual } from 'node:util';
import { parse as parseToml, patch, stringify, TomlFormat } from '@decimalturn/toml-patch';
import { applyEdits, modify, type ParseError, parse as parseJson } from 'jsonc-parser';
import { exits, StartError } from '../errors.ts';
import type { McpClient } from './clients.ts';

type Tree = Record<string, unknown>;

/**
 * The text of a configuration with an entry put in, replaced or taken out; comments, order and all else stay as they are.
 * @param entry undefined takes it out, and with it a table or object that holds nothing else
 * @throws StartError 78 when the text is not what the client reads; nothing is changed then
 */
export function edited(
  text: string,
  client: Pick<McpClient, 'format' | 'place'>,
  entry: object | undefined,
  file: string,
): string {
  if (entry !== undefined && isDeepStrictEqual(entryIn(text, client, file), entry)) return text;
  return client.format === 'json'
    ? editedJson(text, client.place, entry, file)
    : editedToml(text, client.place, entry, file);
}

/** The entry that a configuration has at a place. */
export function entryIn(text: string, { format, place }: Pick<McpClient, 'format' | 'place'>, file: string): unknown {
  const tree = format === 'json' ? readJson(text, file) : readToml(text, file);
  return place.reduce<unknown>((value, name) => (isTree(value) ? value[name] : undefined), tree);
}

function editedJson(text: string, place: readonly string[], entry: object | undefined, file: string): string {
  const tree = readJson(text, file);
  const [parent] = place;
  const siblings = tree[parent!];
  if (siblings !== undefined && !isTree(siblings)) throw broken(file, `"${parent}" is no object`);
  const alone = isTree(siblings) && Object.keys(siblings).every((name) => name === place[1]);
  if (entry === undefined && (!isTree(siblings) || !(place[1]! in siblings))) return text;
  const path = entry === undefined && alone ? [parent!] : [...place];
  const indent = /\n(\t| +)"/.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: indent !== '\t',
    tabSize: indent === '\t' ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  const edits = modify(text.trim() === '' ? '{}\n' : text, path, entry, { formattingOptions });
  return applyEdits(text.trim() === '' ? '{}\n' : text, edits);
}

function readJson(text: string, file: string): Tree {
  const errors: ParseError[] = [];
  const tree: unknown = text.trim() === '' ? {} : parseJson(text, errors, { allowTrailingComma: true });
  if (errors[0]) throw broken(file, `it is no JSON from character ${errors[0].offset} on`);
  if (!isTree(tree)) throw broken(file, 'it holds no object');
  return tree;
}

function editedToml(text: string, place: readonly string[], entry: object | undefined, file: string): string {
  const tree = readToml(text, file);
  const [parent, name] = place as [string, string];
  const siblings = tree[parent] ?? {};
  if (!isTree(siblings)) throw broken(file, `"${parent}" is no table`);
  if (entry === undefined) return name in siblings ? withoutTable(text, tree, siblings, parent, name) : text;
  const isNew = !(name in siblings);
  siblings[name] = entry;
  tree[parent] = siblings;
  const appended = withTable(text, parent, { [name]: entry });
  return isNew && isDeepStrictEqual(readOrNothing(appended), tree) ? appended : patch(text, tree);
}

/** The text with a table of its own at the end, as people and the client write it; the editor would put it inline. */
function withTable(text: string, parent: string, tables: Tree): string {
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  const format = Object.assign(TomlFormat.default(), { newLine, inlineTableStart: 3, bracketSpacing: false });
  // Without the header of the parent: it says nothing, and may be there already.
  const table = stringify({ [parent]: tables }, format).replace(`[${parent}]${newLine}${newLine}`, '');
  if (text.trim() === '') return table;
  return `${text}${text.endsWith('\n') ? '' : newLine}${newLine}${table}`;
}

/** The text without a table that stands by itself, with the blank line before it; else as the editor takes it out. */
function withoutTable(text: string, tree: Tree, siblings: Tree, parent: string, name: string): string {
  delete siblings[name];
  if (Object.keys(siblings).length === 0) delete tree[parent];
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() === `[${parent}.${name}]`);
  if (first < 0) return patch(text, tree);
  const next = lines.findIndex(
    (line, index) => index > first && line.trim().startsWith('[') && !line.trim().startsWith(`[${parent}.${name}.`),
  );
  let end = next < 0 ? lines.length : next;
  // Comments before the next table are about that one.
  while (/^\s*(#|$)/.test(lines[end - 1]!)) end--;
  const rest = lines.slice(end);
  const before = lines.slice(0, first);
  if (before.at(-1)?.trim() === '') before.pop();
  const cut = [...before, ...rest].join('\n');
  return isDeepStrictEqual(readOrNothing(cut), tree) ? cut : patch(text, tree);
}

/** The parser's objects have no prototype, and so would equal none of ours. */
const plainToml = (text: string): Tree => structuredClone(parseToml(text)) as Tree;

function readOrNothing(text: string): unknown {
  try {
    return plainToml(text);
  } catch {
    return undefined;
  }
}

function readToml(text: string, file: string): Tree {
  try {
    return plainToml(text);
  } catch (error) {
    throw broken(file, `it is no TOML (${(error as Error).message.split('\n')[0]})`);
  }
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

function broken(file: string, fault: string): StartError {
  return new StartError(
    exits.configuration,
    `${file} cannot be edited: ${fault}. It was left as it is; mend it and try again.`,
  );
}

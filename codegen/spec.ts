import { isMap, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument, visit } from 'yaml';

/** Steps from the root of the document to a node: keys of maps, indexes of lists. */
export type Path = readonly PropertyKey[];

/** The contract as loaded: plain data, and where each node of it stands in the file. */
export interface Spec {
  /** File name as it appears in refusals, e.g. `openapi.yaml`. */
  file: string;
  /** The document as plain JSON data, not looked at yet. */
  document: unknown;
  /** Line and column, both from 1, of the node at `path` or of its nearest ancestor in the file. */
  locate(path: Path): { line: number; column: number };
}

/** One thing the generator refuses: where it stands, what is wrong, what to do about it. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  /** `openapi.yaml:12:5`: file, line and column, both from 1. */
  readonly place: string;
  readonly line: number;
  /** JSON pointer as a URI fragment, e.g. `#/paths/~1health/get`. */
  readonly pointer: string;
  readonly path: Path;
  readonly what: string;
  readonly remedy: string;

  constructor(spec: Pick<Spec, 'file' | 'locate'>, path: Path, what: string, remedy: string) {
    const { line, column } = spec.locate(path);
    const place = `${spec.file}:${line}:${column}`;
    super(`${place} ${pointer(path)}\n  ${what}\n  ${remedy}`);
    this.place = place;
    this.line = line;
    this.pointer = pointer(path);
    this.path = path;
    this.what = what;
    this.remedy = remedy;
  }
}

/** Every refusal of one run, in the order of the file. */
export class SpecRefused extends Error {
  override readonly name = 'SpecRefused';
  readonly errors: readonly SpecError[];

  constructor(errors: readonly SpecError[]) {
    const inOrder = [...errors].sort((a, b) => a.line - b.line);
    super(inOrder.map((error) => error.message).join('\n'));
    this.errors = inOrder;
  }
}

/**
 * Loads YAML and keeps the place of every node.
 * @throws {SpecRefused} for broken YAML, duplicate keys, and anchors or aliases: `$ref` is the one way to refer.
 */
export function loadSpec(text: string, file: string): Spec {
  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refused = (offset: number, what: string, remedy: string) =>
    new SpecRefused([new SpecError({ file, locate: () => at(offset) }, [], what, remedy)]);

  const broken = yaml.errors[0] ?? yaml.warnings[0];
  if (broken) throw refused(broken.pos[0], broken.message, 'Mend the YAML.');
  visit(yaml, {
    Alias(_, node) {
      throw refused(node.range?.[0] ?? 0, `The alias *${node.source} is not understood.`, 'Use $ref.');
    },
  });
  return { file, document: yaml.toJS(), locate: (path) => at(offsetOf(yaml.contents, path)) };
}

/** Offset of the key (in a map) or of the value (in a list) that `path` leads to. */
function offsetOf(root: ParsedNode | null, path: Path): number {
  let node = root;
  let offset = root?.range[0] ?? 0;
  for (const step of path) {
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      offset = pair.key.range[0];
      node = pair.value;
    } else if (isSeq<ParsedNode>(node) && node.items[Number(step)]) {
      node = node.items[Number(step)]!;
      offset = node.range[0];
    } else break;
  }
  return offset;
}

/** JSON pointer (RFC 6901) of a path, as a URI fragment. */
export function pointer(path: Path): string {
  return ['#', ...path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}

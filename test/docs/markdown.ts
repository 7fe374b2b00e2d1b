import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's directory. */
export const root = join(import.meta.dirname, '../..');

/** A fenced block of a page. */
export interface Block {
  /** The page, from the project's directory. */
  readonly file: string;
  /** Text of the heading above it. */
  readonly heading: string;
  /** First word after the fence; empty when there is none. */
  readonly language: string;
  /** What follows that on the line. */
  readonly info: string;
  readonly text: string;
}

/** A page in Markdown. */
export interface Page {
  /** From the project's directory. */
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Where its links lead, as they are written. */
  readonly links: readonly string[];
  /** What can follow a # in a link to it. */
  readonly anchors: ReadonlySet<string>;
}

/** README, changelog and everything in docs/. */
export function pages(): Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`);
  return ['README.md', 'CHANGELOG.md', ...docs.sort()].map((file) => readPage(file));
}

/** One page of the project. */
export function readPage(file: string, text = readFileSync(join(root, file), 'utf8')): Page {
  const blocks: Block[] = [];
  const headings: string[] = [];
  const prose: string[] = [];
  let open: { fence: string; block: Block; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    if (open) {
      if (line.trim() === open.fence) {
        blocks.push({ ...open.block, text: open.lines.map((each) => `${each}\n`).join('') });
        open = undefined;
      } else open.lines.push(line);
      continue;
    }
    const [, fence, language, info] = /^\s*(`{3,})(\S*)\s*(.*)$/.exec(line) ?? [];
    if (fence) {
      const block = { file, heading: headings.at(-1) ?? '', language: language!, info: info!, text: '' };
      open = { fence, block, lines: [] };
      continue;
    }
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) headings.push(heading);
    prose.push(line);
  }
  if (open) throw new Error(`${file}: a block under "${open.block.heading}" does not end.`);
  return { file, text, blocks, links: linksIn(prose.join('\n')), anchors: anchorsOf(headings) };
}

/** The words in backticks in a text. */
export const codeIn = (text: string): string[] => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);

function linksIn(prose: string): string[] {
  const text = prose.replace(/`[^`\n]*`/g, '');
  const inline = [...text.matchAll(/\]\(\s*<?([^()\s>]+(?:\([^()\s]*\))?)>?(?:\s+"[^"]*")?\s*\)/g)];
  const defined = [...text.matchAll(/^\s{0,3}\[[^\]]+\]:\s+<?([^\s>]+)>?/gm)];
  const bare = [...text.matchAll(/(?<![("\]])<?(https?:\/\/[^\s<>)]+)/g)];
  return [...inline, ...defined, ...bare].map((match) => match[1]!);
}

/** As GitHub makes them: lower case, punctuation gone, spaces to dashes, a number on the second of a name. */
function anchorsOf(headings: readonly string[]): Set<string> {
  const seen = new Map<string, number>();
  return new Set(
    headings.map((heading) => {
      const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
      const anchor = shown
        .toLowerCase()
        .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(anchor) ?? 0;
      seen.set(anchor, times + 1);
      return times === 0 ? anchor : `${anchor}-${times}`;
    }),
  );
}

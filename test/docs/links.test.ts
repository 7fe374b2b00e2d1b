import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Page, pages, readPage, root } from './markdown.ts';

const all = pages();

/** What is wrong with a link of a page; undefined when it leads somewhere. The network is left alone. */
function faultOf(page: Page, link: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(link))
    return /^https?:/.test(link) && URL.canParse(link) ? undefined : 'is no address of the web';
  const [path, anchor] = link.split('#') as [string, string | undefined];
  const file = path === '' ? page.file : normalize(join(dirname(page.file), decodeURIComponent(path)));
  if (path.startsWith('/') || file.startsWith('..')) return 'leaves the project';
  if (path !== '' && !existsSync(join(root, file))) return `leads to ${file}, which is not there`;
  if (anchor === undefined) return undefined;
  const target = file === page.file ? page : all.find((one) => one.file === file);
  return target?.anchors.has(anchor) ? undefined : `leads to #${anchor}, which ${file} has not`;
}

const faultsOf = (page: Page) => page.links.flatMap((link) => faultOf(page, link) ?? []);

describe('every link resolves', () => {
  test.each(all.map((page) => [page.file, page] as const))('%s', (_, page) => {
    expect(faultsOf(page)).toEqual([]);
  });
});

describe('the check itself', () => {
  const page = (text: string) => readPage('docs/x.md', text);

  test.each([
    ['[a](nowhere.md)', 'leads to docs/nowhere.md, which is not there'],
    ['[`a`](faq.md#no-such)', 'leads to #no-such, which docs/faq.md has not'],
    ['[a](#b)', 'leads to #b, which docs/x.md has not'],
    ['[a]: ../../x.md', 'leaves the project'],
    ['[a](htp://x)', 'is no address of the web'],
    ['see http://[x', 'is no address of the web'],
    ['# A\n[a](#a) and [b](faq.md), `[c](c.md)`, https://nodejs.org\n```sh\n[d](d.md)\n```', undefined],
  ])('%s', (text, fault) => {
    expect(faultsOf(page(text))).toEqual(fault === undefined ? [] : [fault]);
  });

  test('anchors are those of GitHub', () => {
    const text = '# A `b` & *c*!\n## snake_case\n## Über 2.0\n## Same\n## Same\n### [link](x.md), "quoted"';
    const wanted = ['a-b--c', 'snake_case', 'über-20', 'same', 'same-1', 'link-quoted'];
    expect([...page(text).anchors]).toEqual(wanted);
  });
});

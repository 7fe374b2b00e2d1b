import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { clients } from '../clients/guide.ts';
import { type Block, pages, root } from './markdown.ts';
import { newSandbox, type Outcome, type Sandbox } from './sandbox.ts';

/** How a shell block of the guides is tested: here, or by a file that mentions it. */
type Way = ((script: string, sandbox: Sandbox) => Promise<void>) | { readonly by: string; readonly mentions: string };

/** Runs a block and expects it to succeed. */
async function works(sandbox: Sandbox, ...args: Parameters<Sandbox['run']>): Promise<Outcome> {
  const outcome = await sandbox.run(...args);
  expect(outcome).toMatchObject({ code: 0 });
  return outcome;
}

/** Runs a block that starts a broker, on a port that is free, and tells it to stop when the rest is done. */
function serves(sandbox: Sandbox, script: string, meanwhile: (url: string) => Promise<void>, cwd?: string) {
  const up = /listens on (http:\/\/\S+)/;
  const env = { PEERMESH_PORT: '0' };
  return sandbox.run(script, {
    ...(cwd && { cwd }),
    env,
    until: up,
    meanwhile: (said) => meanwhile(up.exec(said)![1]!),
  });
}

/** The status that a broker answers to a request under a name, without the secret: 401 when it goes by that name, else 403. */
function statusFor(url: string, name: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  request(`${url}/health`, { headers: { Host: name } }, (answer) => resolve(answer.resume().statusCode!))
    .on('error', reject)
    .end();
  return promise;
}

/** npm, but for what CI runs: the scripts are those of package.json. */
const npm = `case "$1" in
  ci) exit 0 ;;
  run) name=$2 ;;
  *) name=$1 ;;
esac
[ "$name" != codegen ] || exit 0
eval "exec $(node -p "JSON.parse(fs.readFileSync('package.json')).scripts['$name']")"`;

/** A home with a broker's secret in it that scp brings from studio. */
async function fromStudio(sandbox: Sandbox): Promise<Sandbox> {
  const studio = newSandbox();
  const { url } = await studio.serve();
  sandbox.standIn(
    'scp',
    `[ "$#" = 2 ] && [ "$1" = studio:.peermesh/token ] && cp '${studio.home}/.peermesh/token' "$2"`,
  );
  sandbox.standIn('codex', 'exit 1');
  console.log(`scp is a stand-in, and so is the address of studio: ${url}.`);
  return studio;
}

const byGuide = { by: 'test/clients/clients.run.ts', mentions: 'commands}' };
const byPages = (heading: string) => ({ by: 'test/docs/clients.test.ts', mentions: `'${heading}'` });

/** Every shell block: page and heading, and its number where a heading has several. A star stands for any name. */
const ways: Record<string, Way> = {
  'README.md # Sixty seconds': async (script, sandbox) => {
    console.log(
      'npm ci and npm run codegen are left out: CI runs the one, and sees that the files of the other are fresh.',
    );
    sandbox.standIn('npm', npm);
    const { code } = await serves(
      sandbox,
      script,
      async (url) => expect(await statusFor(url, 'localhost')).toBe(401),
      root,
    );
    expect(code).toBe(0);
  },
  'README.md # Sixty seconds 2': async (script, sandbox) => {
    sandbox.standIn('npm', npm);
    await sandbox.serve();
    expect((await works(sandbox, script, { cwd: root })).said).toContain('agent-b');
  },
  'README.md # Sixty seconds 3': { by: '.ci/run', mentions: '&& npm test' },
  'README.md # From an MCP client': async (script, sandbox) => {
    await sandbox.serve();
    sandbox.standIn('claude', 'exit 1');
    const { said } = await works(sandbox, script, { cwd: root });
    expect(said).toContain('Claude Code: ');
    expect(said).toMatch(/ok {4}a shim starts, lists 21 tools/);
  },
  'docs/README.md # What the command is called': async (script, sandbox) => {
    sandbox.standIn('peermesh', 'exit 1');
    expect((await works(sandbox, `${script}peermesh --version`, { cwd: join(sandbox.home, 'peermesh') })).said).toMatch(
      /^\d/,
    );
  },
  'docs/mcp-clients.md # MCP clients': async (script, sandbox) => {
    sandbox.standIn('codex', 'exit 1');
    await works(sandbox, script);
    expect(readFileSync(join(sandbox.home, '.codex/config.toml'), 'utf8')).toBe('');
    expect(JSON.parse(readFileSync(join(sandbox.home, '.codex/hooks.json'), 'utf8'))).toEqual({});
  },
  'docs/mcp-clients.md # Who a session is': async (script, sandbox) => {
    await works(sandbox, script);
    for (const file of ['config.toml', 'hooks.json'])
      expect(readFileSync(join(sandbox.home, 'crawler/.codex', file), 'utf8')).toMatch(
        /PEERMESH_LABEL ?= ?"?crawler-reviewer/,
      );
  },
  'docs/mcp-clients.md # When something does not work': { by: 'test/doctor/doctor.test.ts', mentions: "'doctor'" },
  'docs/operations.md # Running a broker': async (script, sandbox) => {
    const { code } = await serves(sandbox, script, async (url) => expect(await statusFor(url, 'localhost')).toBe(401));
    expect(code).toBe(0);
  },
  'docs/operations.md # Backups': async (script, sandbox) => {
    const broker = await sandbox.serve();
    expect((await works(sandbox, script)).said).toContain('monday.db is sound');
    const stopped = blocks.get('docs/operations.md # Backups 2')!.text;
    expect((await sandbox.run(stopped)).code).toBe(75);
    await broker.stop();
    expect((await works(sandbox, stopped)).said).toMatch(/monday\.db is restored[\s\S]*monday\.jsonl is imported/);
    await works(sandbox, 'peermesh verify');
  },
  'docs/operations.md # Backups 2': {
    by: 'test/docs/commands.test.ts',
    mentions: "get('docs/operations.md # Backups 2')",
  },
  'docs/operations.md # A new secret': async (script, sandbox) => {
    const { url, token } = await sandbox.serve();
    await works(sandbox, script);
    const now = readFileSync(join(sandbox.home, '.peermesh/token'), 'utf8').trim();
    const status = async (secret: string) =>
      (await fetch(`${url}/health`, { headers: { Authorization: `Bearer ${secret}` } })).status;
    await expect.poll(() => status(now), { timeout: 5_000 }).toBe(200);
    expect(await status(token)).toBe(200);
  },
  "docs/tailnet.md # The broker's machine": async (script, sandbox) => {
    console.log('tailscale is a stand-in: it takes the arguments of the guide.');
    sandbox.standIn('tailscale', '[ "$*" = "serve --bg 7337" ] || exit 64');
    await serves(sandbox, script, async (url) => {
      expect(await statusFor(url, 'studio.example.ts.net')).toBe(401);
      expect(await statusFor(url, 'other.example.ts.net')).toBe(403);
    });
  },
  "docs/tailnet.md # The broker's machine 2": async (script, sandbox) => {
    console.log('tailscale is a stand-in: it takes the arguments of the guide.');
    // All of 127.0.0.0/8 is this machine on Linux; elsewhere only the first address is.
    const address = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';
    sandbox.standIn('tailscale', `[ "$*" = "ip -4" ] && echo ${address}`);
    await serves(sandbox, script, async (url) => {
      expect(new URL(url).hostname).toBe(address);
      expect(await statusFor(url, `studio:${new URL(url).port}`)).toBe(401);
    });
  },
  'docs/tailnet.md # The other machines': async (script, sandbox) => {
    const studio = await fromStudio(sandbox);
    await works(sandbox, script);
    const [here, there] = [sandbox, studio].map(({ home }) => join(home, '.peermesh'));
    expect(readFileSync(join(here!, 'studio-token'))).toEqual(readFileSync(join(there!, 'token')));
  },
  'docs/tailnet.md # The other machines 2': async (script, sandbox) => {
    const studio = newSandbox();
    const { url, token } = await studio.serve();
    console.log(`The address of studio is a stand-in, ${url}, and so is codex.`);
    sandbox.standIn('codex', 'exit 1');
    await works(sandbox, `mkdir -m 700 ~/.peermesh && (umask 077; echo '${token}' > ~/.peermesh/studio-token)`);
    const { said } = await works(sandbox, script.replace('https://studio.example.ts.net', url));
    expect(said).toMatch(/ok {4}a shim starts, lists 21 tools/);
    const entry = readFileSync(join(sandbox.home, '.codex/config.toml'), 'utf8');
    for (const value of ['"remote"', `"${url}"`, `"${sandbox.home}/.peermesh/studio-token"`])
      expect(entry).toContain(value);
  },
  'docs/clients.md # *': byGuide,
  'docs/examples/bash/README.md # *': { by: 'test/clients/examples.run.ts', mentions: "./announce.sh '#ops'" },
  'docs/examples/go/README.md # *': { by: 'test/clients/examples.run.ts', mentions: 'go build' },
  'docs/examples/python/README.md # *': { by: 'test/clients/examples.run.ts', mentions: 'python3 worker.py --once' },
  'docs/examples/clients/* # Set up': byPages('Set up'),
  'docs/examples/clients/* # Set up 2': byPages('Set up'),
  'docs/examples/clients/* # One project': byPages('One project'),
  'docs/examples/clients/* # Take it out': byPages('Take it out'),
};

/** The shell blocks of all pages, by what the table calls them. */
function shellBlocks(): Map<string, Block> {
  const found = new Map<string, Block>();
  for (const block of pages().flatMap(({ blocks }) =>
    blocks.filter(({ language }) => /^(sh|bash|shell|console|zsh)$/.test(language)),
  )) {
    const name = `${block.file} # ${block.heading}`;
    let n = 1;
    while (found.has(n === 1 ? name : `${name} ${n}`)) n++;
    found.set(n === 1 ? name : `${name} ${n}`, block);
  }
  return found;
}

const blocks = shellBlocks();
const names = Object.keys(ways);
const matches = (way: string, block: string) =>
  new RegExp(`^${way.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^#]*')}$`).test(block);

describe('the shell blocks of the guides', () => {
  test('each has one way to be run, and each way a block', () => {
    const found = [...blocks.keys()];
    expect(found.filter((block) => names.filter((way) => matches(way, block)).length !== 1)).toEqual([]);
    expect(names.filter((way) => !found.some((block) => matches(way, block)))).toEqual([]);
  });

  const here = names.filter((way) => typeof ways[way] === 'function');
  test.each(here)('%s', async (name) => {
    await (ways[name] as (script: string, sandbox: Sandbox) => Promise<void>)(blocks.get(name)!.text, newSandbox());
  });

  const elsewhere = Object.entries(ways).flatMap(([name, way]) =>
    typeof way === 'function' ? [] : [{ name, ...way }],
  );
  test.each(elsewhere)('$name: by $by', ({ by, mentions }) => {
    expect(existsSync(join(root, by))).toBe(true);
    expect(readFileSync(join(root, by), 'utf8')).toContain(mentions);
  });

  test('of clients.md are those that its own test takes', () => {
    const ours = [...blocks.values()].filter(({ file }) => file === 'docs/clients.md');
    expect(ours.map(({ info, text }) => [info, text])).toEqual(clients().map(({ name, commands }) => [name, commands]));
  });
});

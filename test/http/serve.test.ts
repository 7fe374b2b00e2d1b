import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { runtimeFault } from '../../src/cli/runtime.ts';
import { newHome, peermesh, type Served, serve } from './broker-process.ts';
import { dial, outcomes } from './wire-support.ts';

const health = async ({ port, secret }: Pick<Served, 'port' | 'secret'>) => {
  const answer = await fetch(`http://127.0.0.1:${port}/health`, { headers: { authorization: `Bearer ${secret}` } });
  return (await answer.json()) as { status: string; version: string };
};

/** A registration whose last byte is held back, so that it stays under way. */
async function halfARegistration({ port, secret }: Served) {
  const body = '{"label":"ann","runtime":"test","host":"studio"}';
  const lines = ['POST /v1/peers/register HTTP/1.1', 'Host: localhost', `Authorization: Bearer ${secret}`];
  const wire = await dial(port);
  const head = [...lines, 'Content-Type: application/json', `Content-Length: ${body.length}`].join('\r\n');
  wire.say(`${head}\r\n\r\n${body.slice(0, -1)}`);
  // When this is answered, what was sent before has arrived.
  expect(await health({ port, secret })).toMatchObject({ status: 'ok' });
  return { ...wire, finish: () => wire.say(body.slice(-1)) };
}

describe('peermesh serve', () => {
  test('prints one screen at the first start and three lines later', async () => {
    const home = newHome();
    const first = await serve(home);
    expect(first.out()).toContain(join(home, 'token'));
    for (const word of ['main.ts setup', 'main.ts doctor', 'README.md', 'Ctrl-C']) expect(first.out()).toContain(word);
    expect(first.out().split('\n').length).toBeLessThan(24);
    first.process.kill('SIGTERM');
    expect(await first.ended()).toBe(0);
    expect((await serve(home)).out().trim().split('\n')).toHaveLength(3);
  });

  test('keeps its files to its owner and its secret to the token file', async () => {
    const broker = await serve(newHome(), ['--log-level', 'trace']);
    expect(await health(broker)).toMatchObject({ status: 'ok', version: packageJson.version });
    broker.process.kill('SIGINT');
    expect(await broker.ended()).toBe(0);
    for (const name of ['token', 'broker.log', 'peermesh.db'])
      expect(statSync(join(broker.home, name)).mode & 0o777).toBe(0o600);
    const log = readFileSync(join(broker.home, 'broker.log'), 'utf8');
    expect(log).toContain('"stopped"');
    expect(broker.out() + broker.err() + log).not.toContain(broker.secret);
  });

  test('started detached and quiet, outlives its starter without a terminal', async () => {
    const home = newHome();
    const args = [join(import.meta.dirname, '../../src/main.ts'), 'serve', '--quiet', '--home', home, '--port', '0'];
    const { pid } = spawn(process.execPath, args, { detached: true, stdio: 'ignore' });
    onTestFinished(() => void process.kill(pid!, 'SIGKILL'));
    const log = join(home, 'broker.log');
    await expect.poll(() => existsSync(log) && readFileSync(log, 'utf8'), { timeout: 5_000 }).toContain('listening');
  });
});

describe('SIGTERM', () => {
  test('ends a request under way properly, says so meanwhile, and exits 0', async () => {
    const broker = await serve(newHome());
    const wire = await halfARegistration(broker);
    broker.process.kill('SIGTERM');
    await expect.poll(() => health(broker)).toMatchObject({ status: 'draining' });
    wire.finish();
    const heard = await wire.closed();
    expect(outcomes(heard)).toEqual(['200']);
    expect(heard).toMatch(/connection: close/i);
    expect(await broker.ended()).toBe(0);
  });

  test('given twice ends the process at once', async () => {
    const broker = await serve(newHome());
    await halfARegistration(broker);
    broker.process.kill('SIGTERM');
    await expect.poll(() => health(broker)).toMatchObject({ status: 'draining' });
    broker.process.kill('SIGTERM');
    expect(await broker.ended()).toBe(143);
  });
});

describe('a start that cannot go on', () => {
  test('because a broker has the home already exits 75 and says where that is', async () => {
    const broker = await serve(newHome());
    const second = peermesh(['serve', '--home', broker.home, '--port', '0']);
    expect(await second.ended()).toBe(75);
    expect(second.err()).toMatch(new RegExp(`^peermesh: .*${broker.home}.*${broker.process.pid}.*\n$`));
  });

  test('because of the port exits 69 and says who has it', async () => {
    const broker = await serve(newHome());
    const second = peermesh(['serve', '--home', newHome(), '--port', String(broker.port)]);
    expect(await second.ended()).toBe(69);
    expect(second.err()).toMatch(/peermesh: A PeerMesh broker with another secret already listens on .*PEERMESH_PORT/);
  });

  test('because the database is damaged exits 74 and leaves it as it is', async () => {
    const home = newHome();
    writeFileSync(join(home, 'peermesh.db'), 'no database at all\n'.repeat(300));
    const program = peermesh(['serve', '--home', home, '--port', '0']);
    expect(await program.ended()).toBe(74);
    expect(program.err()).toContain(join(home, 'peermesh.db'));
    expect(readFileSync(join(home, 'peermesh.db'), 'utf8')).toMatch(/^no database at all/);
  });

  test.each([
    [['serve', '--port', 'x'], 78, /^peermesh: --port is "x": .*\n$/],
    [['serve', '--host', '0.0.0.0'], 78, /^peermesh: --host is "0.0.0.0": .*--allow-any-address.*\n$/],
    [['serve', '--prt', '1'], 64, /unknown option '--prt'\n\(Did you mean --port\?\)/],
    [['serf'], 64, /unknown command 'serf'\n\(Did you mean serve\?\)/],
    [[], 64, /Usage: peermesh/],
  ])('because of %j exits %i', async (args, code, sentence) => {
    const program = peermesh(args, { PEERMESH_HOME: newHome() });
    expect(await program.ended()).toBe(code);
    expect(program.err()).toMatch(sentence);
  });
});

test('--version and --help exit 0', async () => {
  const [version, help] = [peermesh(['--version']), peermesh(['serve', '--help'])];
  expect(await version.ended()).toBe(0);
  expect(version.out()).toBe(`${packageJson.version}\n`);
  expect(await help.ended()).toBe(0);
  expect(help.out()).toContain('--allow-any-address');
});

test('an older Node is told which one is needed', () => {
  expect(runtimeFault({ node: '20.20.2', napi: '9' })).toMatch(
    /needs Node\.js 22\.18 or newer and this is 20\.20\.2: install/,
  );
  expect(runtimeFault({ node: '12.0.0' })).toContain('12.0.0');
  expect(runtimeFault(process.versions)).toBeUndefined();
});

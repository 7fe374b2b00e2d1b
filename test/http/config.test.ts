import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientSettings, type Environment, type Flags, loadBrokerConfig, loadClientConfig } from '../../src/config.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'peermesh-config-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const broker = (env: Environment = {}, flags: Flags = {}, options = {}) =>
  loadBrokerConfig({ PEERMESH_HOME: home, ...env }, flags, options);
const client = (env: Environment = {}, flags: Flags = {}) => loadClientConfig({ PEERMESH_HOME: home, ...env }, flags);
const mode = (path: string) => statSync(path).mode & 0o777;
const SECRET = 'canary-secret-0123456789-0123456789';

describe('without any setting', () => {
  test('a broker listens on 127.0.0.1:7337', () => {
    expect(broker()).toMatchObject({ home, host: '127.0.0.1', port: 7337, allowedHosts: [], allowedOrigins: [] });
  });

  test('a client asks that address and may start a broker', () => {
    expect(client()).toEqual({ home, url: 'http://127.0.0.1:7337', transport: 'local', secret: broker().secret });
  });

  test('the home is ~/.peermesh', () => {
    const remote = { PEERMESH_TRANSPORT: 'remote', PEERMESH_URL: 'http://studio:7337', PEERMESH_TOKEN: SECRET };
    expect(loadClientConfig(remote).home).toBe(join(homedir(), '.peermesh'));
  });
});

test('every variable is read, and a flag overrides it', () => {
  const env = {
    PEERMESH_HOST: '::1',
    PEERMESH_PORT: '8000',
    PEERMESH_ALLOWED_HOSTS: 'Studio, mesh.example:8443,[fd7a::1]',
    PEERMESH_ALLOWED_ORIGINS: 'https://Studio.example/',
  };
  const lists = {
    allowedHosts: ['studio', 'mesh.example:8443', '[fd7a::1]'],
    allowedOrigins: ['https://studio.example'],
  };
  expect(broker(env)).toMatchObject({ host: '::1', port: 8000, ...lists });
  expect(broker(env, { host: 'localhost', port: '0', allowedHosts: 'b' })).toMatchObject({
    host: '127.0.0.1',
    port: 0,
    allowedHosts: ['b'],
  });
  const names = {
    PEERMESH_LABEL: 'ann',
    PEERMESH_ALIAS: 'a',
    PEERMESH_RUNTIME: 'codex',
    PEERMESH_URL: 'https://studio:1/',
  };
  expect(client(names, { alias: 'b' })).toMatchObject({
    label: 'ann',
    alias: 'b',
    runtime: 'codex',
    url: 'https://studio:1',
  });
});

test('an empty variable is as good as none', () => {
  expect(broker({ PEERMESH_PORT: '', PEERMESH_HOST: ' ', PEERMESH_TOKEN: '' })).toMatchObject({
    host: '127.0.0.1',
    port: 7337,
  });
});

test.each<[Environment, Flags, string]>([
  [{ PEERMESH_PORT: 'http' }, {}, 'PEERMESH_PORT is "http": it must be a whole number from 0 to 65535'],
  [{ PEERMESH_PORT: '65536' }, {}, 'PEERMESH_PORT is "65536": '],
  [{ PEERMESH_PORT: '-1' }, {}, 'PEERMESH_PORT is "-1": '],
  [{ PEERMESH_PORT: '80' }, { port: '1e3' }, '--port is "1e3": '],
  [{ PEERMESH_HOST: 'studio' }, {}, 'PEERMESH_HOST is "studio": it must be an IP address'],
  [{ PEERMESH_HOST: '0.0.0.0' }, {}, 'PEERMESH_HOST is "0.0.0.0": that is every network this machine is on'],
  [{ PEERMESH_HOST: '::' }, {}, 'add --allow-any-address'],
  [{ PEERMESH_HOST: '[::0]' }, {}, 'add --allow-any-address'],
  [{ PEERMESH_HOST: '::ffff:0.0.0.0' }, {}, 'add --allow-any-address'],
  [{ PEERMESH_ALLOWED_HOSTS: 'studio,http://b' }, {}, '"http://b" does not fit'],
  [{ PEERMESH_ALLOWED_HOSTS: '*' }, {}, '"*" does not fit'],
  [{}, { allowedOrigins: '*' }, '--allowed-origins is "*"'],
  [{ PEERMESH_ALLOWED_ORIGINS: 'null' }, {}, '"null" does not fit'],
  [{ PEERMESH_ALLOWED_ORIGINS: 'https://studio/path' }, {}, 'does not fit'],
  [{ PEERMESH_TOKEN: 'too-short' }, {}, 'The mesh secret in PEERMESH_TOKEN is only 9 characters long'],
  [{ PEERMESH_TOKEN: `${SECRET} ${SECRET}` }, {}, 'not usable in a header'],
  [{ PEERMESH_TOKEN_FILE: '/nowhere/token' }, {}, 'PEERMESH_TOKEN_FILE is "/nowhere/token": there is no such file'],
])('%j %j is refused in a sentence', (env, flags, sentence) => {
  const load = () => broker(env, flags);
  expect(load).toThrow(expect.objectContaining({ exitCode: 78, message: expect.stringContaining(sentence) }));
  expect(load).not.toThrow(/canary-secret|too-short/);
});

test.each<[Environment, string]>([
  [{ PEERMESH_TRANSPORT: 'tcp' }, 'PEERMESH_TRANSPORT is "tcp": it must be "local"'],
  [{ PEERMESH_TRANSPORT: 'remote' }, 'PEERMESH_URL must name the broker'],
  [
    { PEERMESH_TRANSPORT: 'remote', PEERMESH_URL: 'http://studio:7337' },
    "the broker's secret must be given in PEERMESH_TOKEN",
  ],
  [{ PEERMESH_URL: 'studio:7337' }, 'PEERMESH_URL is "studio:7337": it must be http:// or https://'],
  [{ PEERMESH_URL: 'http://studio/mesh' }, 'without user, path or query'],
  [{ PEERMESH_URL: 'http://ann:canary-password@studio' }, 'PEERMESH_URL is "http://…@studio"'],
])('as a client, %j is refused in a sentence', (env, sentence) => {
  expect(() => client(env)).toThrow(
    expect.objectContaining({ exitCode: 78, message: expect.stringContaining(sentence) }),
  );
  expect(existsSync(join(home, 'token'))).toBe(false);
});

test('every network at once is taken when it is meant', () => {
  expect(broker({ PEERMESH_HOST: '0.0.0.0' }, {}, { allowAnyAddress: true }).host).toBe('0.0.0.0');
});

describe('the home', () => {
  test('is made for its owner alone, with all directories above it', () => {
    const deep = join(home, 'a', 'b');
    broker({ PEERMESH_HOME: deep });
    expect(mode(deep)).toBe(0o700);
  });

  test('that others may enter is closed to them', () => {
    chmodSync(home, 0o755);
    broker();
    expect(mode(home)).toBe(0o700);
  });

  test('may be neither a link nor a file', () => {
    const [link, file] = [join(home, 'link'), join(home, 'file')];
    mkdirSync(join(home, 'real'));
    symlinkSync(join(home, 'real'), link);
    writeFileSync(file, '');
    expect(() => broker({ PEERMESH_HOME: link })).toThrow('is a symbolic link');
    expect(() => broker({ PEERMESH_HOME: file })).toThrow(/cannot be made|is not a directory/);
  });
});

describe('the secret', () => {
  test('is made at the first start, for its owner alone, and kept', () => {
    const first = broker();
    expect(first).toMatchObject({
      firstStart: true,
      tokenFile: join(home, 'token'),
      secret: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(mode(join(home, 'token'))).toBe(0o600);
    expect(readFileSync(join(home, 'token'), 'utf8')).toBe(`${first.secret}\n`);
    expect(broker()).toMatchObject({ firstStart: false, secret: first.secret });
  });

  test('has a path that may begin with the home directory, which no shell expands in a configuration file', () => {
    expect(clientSettings({ PEERMESH_TOKEN_FILE: '~/secret' }).tokenFile).toBe(join(homedir(), 'secret'));
  });

  test('comes from PEERMESH_TOKEN before PEERMESH_TOKEN_FILE, and from --token-file before both', () => {
    const [one, two] = [join(home, 'one'), join(home, 'two')];
    for (const path of [one, two]) writeFileSync(path, `${path.slice(-3)}-${SECRET}\n`, { mode: 0o600 });
    const env = { PEERMESH_TOKEN: SECRET, PEERMESH_TOKEN_FILE: one };
    expect(broker(env).secret).toBe(SECRET);
    expect(broker({ ...env, PEERMESH_TOKEN: '' }).secret).toBe(`one-${SECRET}`);
    expect(broker(env, { tokenFile: two }).secret).toBe(`two-${SECRET}`);
    expect(existsSync(join(home, 'token'))).toBe(false);
  });

  test('in a file that others may read is closed to them', () => {
    writeFileSync(join(home, 'token'), SECRET, { mode: 0o644 });
    expect(broker().secret).toBe(SECRET);
    expect(mode(join(home, 'token'))).toBe(0o600);
  });

  test('in an empty or cut file is refused, and the file left alone', () => {
    for (const content of ['', 'canary']) {
      writeFileSync(join(home, 'token'), content, { mode: 0o600 });
      expect(() => broker()).toThrow(
        `The mesh secret in ${join(home, 'token')} is only ${content.length} characters long`,
      );
      expect(readFileSync(join(home, 'token'), 'utf8')).toBe(content);
    }
  });
});

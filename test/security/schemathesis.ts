/**
 * Lets Schemathesis, a fuzzer that others wrote, judge a broker by its contract: `npm run test:schemathesis`, with a number of examples an
 * operation after it if 25 are too few. Needs Python 3.10 or newer; says so and exits 0 where there is none. Exits 1 when a check failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMeshClient } from '../../generated/client.gen.ts';
import { startBroker } from '../support/process.ts';

const version = '4.32.5';
const venv = join(import.meta.dirname, '../../node_modules/.cache/schemathesis', version);
const root = join(import.meta.dirname, '../..');

/** Path of the program, installed into a directory of its own if it is not there; undefined with a printed reason. */
function program(): string | undefined {
  const path = join(venv, 'bin/schemathesis');
  if (existsSync(path)) return path;
  const python = spawnSync('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']);
  if (python.status !== 0) return skip('there is no Python 3.10 or newer with venv');
  for (const [file, args] of [
    ['python3', ['-m', 'venv', venv]],
    [join(venv, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`]],
  ] as const) {
    const { status, stderr } = spawnSync(file, args, { encoding: 'utf8' });
    if (status === 0) continue;
    rmSync(venv, { recursive: true, force: true });
    return skip(`it could not be installed: ${stderr.trim().split('\n').at(-1)}`);
  }
  return path;
}

function skip(reason: string): undefined {
  console.log(`Schemathesis is left out: ${reason}.`);
}

/** A mesh in which most requests find something: peers with names that the contract's examples use, a channel, an entry, a task. */
async function furnish(url: string, token: string): Promise<string> {
  const who = { runtime: 'test', host: 'studio' };
  const join = (label: string) => createMeshClient({ baseUrl: url, token }).registerPeer({ ...who, label });
  const { session_token } = await join('judge');
  await join('agent-b');
  const judge = createMeshClient({ baseUrl: url, token, session: session_token });
  await judge.createChannel({ name: '#ops', topic: 'Operations' });
  await judge.setMemory({ key: 'notes/plan', value: 'Run tests first.', tags: ['plan'] });
  await judge.createTask({ title: 'Fix the flaky retry test' });
  await judge.sendMessage({ to: 'judge', body: 'Run tests on the crawler module' });
  return session_token;
}

const path = program();
if (!path) process.exit(0);

const directory = mkdtempSync(join(tmpdir(), 'peermesh-judge-'));
const broker = await startBroker(join(directory, 'home'));
try {
  const session = await furnish(broker.url, broker.token);
  const { status } = spawnSync(
    path,
    [
      'run',
      join(root, 'openapi.yaml'),
      ...['--url', broker.url, '-H', `Authorization: Bearer ${broker.token}`, '-H', `PeerMesh-Session: ${session}`],
      ...[
        '--max-examples',
        process.argv[2] ?? '25',
        '--request-timeout',
        '5',
        '--no-color',
        '--generation-database',
        'none',
      ],
      // Two of its checks ask for what the contract does not promise. A method that is not declared is not_found with the right one as hint,
      // not 405. Some rules no schema can say: a cursor is one of this list, a text has no NUL, an update changes something.
      ...['--exclude-checks', 'unsupported_method,positive_data_acceptance'],
      // It would end the session that all the others need.
      ...['--exclude-operation-id', 'unregisterPeer'],
    ],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} finally {
  await broker.stop();
  rmSync(directory, { recursive: true, force: true });
}

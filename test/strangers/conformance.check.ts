import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bridge, startBridge } from './bridge.ts';
import { npmInstall, openPlace, type Place, shimWords } from './stranger.ts';

/** Scenarios that any server can pass which has tools, resources and prompts. */
const applying = [
  'server-initialize',
  'ping',
  'tools-list',
  // Their tools are not here, and the answer is still text, and an error as a result of the tool.
  'tools-call-simple-text',
  'tools-call-error',
  'server-sse-multiple-streams',
  'resources-list',
  'resources-subscribe',
  'resources-unsubscribe',
  'prompts-list',
];

/** Scenarios that need something that the suite's own server has, and how its absence shows. */
const others = [
  { name: 'logging-set-level', needs: 'logs for the client, which are not offered', shows: /-32601/ },
  { name: 'completion-complete', needs: 'completions, which are not offered', shows: /-32601/ },
  { name: 'tools-call-image', needs: 'a tool of the suite', shows: /No image content/ },
  { name: 'tools-call-audio', needs: 'a tool of the suite', shows: /No audio content/ },
  { name: 'tools-call-embedded-resource', needs: 'a tool of the suite', shows: /No resource content/ },
  { name: 'tools-call-mixed-content', needs: 'a tool of the suite', shows: /Missing image content/ },
  { name: 'tools-call-with-logging', needs: 'a tool of the suite, and logs', shows: /-32601/ },
  { name: 'tools-call-with-progress', needs: 'a tool of the suite', shows: /No progress/ },
  { name: 'tools-call-sampling', needs: 'a tool of the suite', shows: /did not request sampling/ },
  { name: 'tools-call-elicitation', needs: 'a tool of the suite', shows: /did not request elicitation/ },
  { name: 'elicitation-sep1034-defaults', needs: 'a tool of the suite', shows: /did not request elicitation/ },
  { name: 'elicitation-sep1330-enums', needs: 'a tool of the suite', shows: /did not request elicitation/ },
  { name: 'json-schema-2020-12', needs: 'a tool of the suite', shows: /Tool 'json_schema_2020_12_tool' not found/ },
  { name: 'server-sse-polling', needs: 'a tool of the suite', shows: /Tool call failed/ },
  { name: 'resources-read-text', needs: 'a resource of the suite', shows: /no resource called test:/ },
  { name: 'resources-read-binary', needs: 'a resource of the suite', shows: /no resource called test:/ },
  { name: 'resources-templates-read', needs: 'a resource of the suite', shows: /no resource called test:/ },
  { name: 'prompts-get-simple', needs: 'a prompt of the suite', shows: /no prompt called test_/ },
  { name: 'prompts-get-with-args', needs: 'a prompt of the suite', shows: /no prompt called test_/ },
  { name: 'prompts-get-embedded-resource', needs: 'a prompt of the suite', shows: /no prompt called test_/ },
  { name: 'prompts-get-with-image', needs: 'a prompt of the suite', shows: /no prompt called test_/ },
  { name: 'dns-rebinding-protection', needs: 'HTTP, which only the bridge speaks', shows: /4xx/ },
];

interface Check {
  readonly status: string;
  readonly errorMessage?: string;
}

let place: Place;
let bridge: Bridge;
let known: string[];
let checks: Record<string, Check[]>;
beforeAll(async () => {
  place = await openPlace(npmInstall('@modelcontextprotocol/conformance@0.1.16'));
  const [command, ...args] = shimWords;
  const env = { PATH: process.env.PATH!, ...place.shimEnv('conformance') };
  bridge = await startBridge({ command: command!, args, env, stderr: 'ignore' });
  if (place.lacking === undefined) ({ known, checks } = await judge());
});
beforeEach(({ skip }) => skip(place.lacking !== undefined, place.lacking));
afterAll(async () => {
  await bridge.close();
  await place.close();
});

/** Runs every scenario; answers their names and what each found. */
async function judge() {
  const conformance = [process.execPath, join(place.directory, 'node_modules/.bin/conformance')];
  const list = await place.ask([...conformance, 'list', '--server']);
  const results = mkdtempSync(join(place.directory, 'results-'));
  await place.ask([...conformance, 'server', '--url', bridge.url, '--suite', 'all', '--output-dir', results]);
  const found = readdirSync(results).map((folder) => {
    const [, name] = /^server-(.*)-\d{4}-\d\d-\d\dT/.exec(folder)!;
    return [name!, JSON.parse(readFileSync(join(results, folder, 'checks.json'), 'utf8'))] as const;
  });
  return {
    known: [...list.out.matchAll(/^ {2}- (\S+) \[/gm)].map(([, name]) => name!),
    checks: Object.fromEntries(found),
  };
}

test('every scenario of the suite is judged here', () => {
  expect([...applying, ...others.map(({ name }) => name)].sort()).toEqual([...known].sort());
});

describe('applies', () => {
  test.each(applying)('%s', (name) => {
    expect(checks[name]!.filter(({ status }) => status !== 'SUCCESS')).toEqual([]);
    expect(checks[name]!.length).toBeGreaterThan(0);
  });
});

describe('does not apply', () => {
  test.each(others)('$name: needs $needs', ({ name, shows }) => {
    const failed = checks[name]!.find(({ status }) => status === 'FAILURE');
    expect(failed?.errorMessage).toMatch(shows);
  });
});

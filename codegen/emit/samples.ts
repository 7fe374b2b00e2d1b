import type { Operation } from '../model.ts';
import { type Dialect, json, pretty, python, typescript } from './values.ts';

/** A program that calls one operation with the example of the contract. */
export interface Sample {
  /** Name of the language as highlighters know it. */
  lang: string;
  /** Name of the tab. */
  label: string;
  source: string;
}

/** What a sample says. */
interface Call {
  operationId: string;
  url: string;
  /** Header of the session token, where the operation takes one. */
  session: string | undefined;
  /** The body in the notation of a language, `indent` columns in; undefined where there is none. */
  body(dialect: Dialect, indent?: number): string | undefined;
}

/**
 * The operation in four languages. Each sample is a whole program that takes the mesh secret from PEERMESH_TOKEN and the session token from
 * PEERMESH_SESSION, and prints the answer.
 */
export function samplesOf(operation: Operation, server: string, sessionHeader: string): Sample[] {
  const { operationId, path, session, source } = operation;
  const content = source.requestBody?.content['application/json'];
  const call: Call = {
    operationId,
    url: server + path,
    session: session ? sessionHeader : undefined,
    body: (dialect, indent = 0) => content && pretty(content.example, dialect, indent),
  };
  return [
    { lang: 'Shell', label: 'curl', source: curl(call) },
    { lang: 'TypeScript', label: 'TypeScript', source: script(call) },
    { lang: 'Python', label: 'Python', source: py(call) },
    { lang: 'Go', label: 'Go', source: go(call) },
  ];
}

/** The secrets come in by a here document: every user of a machine can read its command lines. */
function curl({ url, session, body }: Call): string {
  const data = body(json);
  return [
    'curl -sS --fail-with-body \\',
    `  ${url} \\`,
    ...(data ? ["  -H 'Content-Type: application/json' \\", `  -d '${data.replaceAll("'", "'\\''")}' \\`] : []),
    '  -H @- <<END',
    'Authorization: Bearer $PEERMESH_TOKEN',
    ...(session ? [`${session}: $PEERMESH_SESSION`] : []),
    'END',
    '',
  ].join('\n');
}

function script({ operationId, url, session, body }: Call): string {
  return [
    "import { createMeshClient } from 'peermesh/client';",
    '',
    'const mesh = createMeshClient({',
    `  baseUrl: '${new URL(url).origin}',`,
    '  token: process.env.PEERMESH_TOKEN!,',
    ...(session ? ['  session: process.env.PEERMESH_SESSION!,'] : []),
    '});',
    `const answer = await mesh.${operationId}(${body(typescript) ?? ''});`,
    'console.log(answer);',
    '',
  ].join('\n');
}

function py({ url, session, body }: Call): string {
  const data = body(python);
  return [
    'import json',
    'import os',
    'import urllib.request',
    '',
    ...(data ? [`body = ${data}`] : []),
    'request = urllib.request.Request(',
    `    "${url}",`,
    ...(data ? ['    data=json.dumps(body).encode(),'] : []),
    '    headers={',
    ...(data ? ['        "Content-Type": "application/json",'] : []),
    '        "Authorization": "Bearer " + os.environ["PEERMESH_TOKEN"],',
    ...(session ? [`        "${session}": os.environ["PEERMESH_SESSION"],`] : []),
    '    },',
    ')',
    'with urllib.request.urlopen(request) as answer:',
    '    print(json.load(answer))',
    '',
  ].join('\n');
}

function go({ url, session, body }: Call): string {
  const data = body(json);
  const packages = ['io', 'log', 'net/http', 'os', ...(data ? ['strings'] : [])];
  return [
    'package main',
    '',
    'import (',
    ...packages.map((name) => `\t"${name}"`),
    ')',
    '',
    'func main() {',
    ...(data ? [`\tbody := strings.NewReader(${goString(data)})`] : []),
    `\trequest, err := http.NewRequest(${data ? '"POST"' : '"GET"'}, "${url}", ${data ? 'body' : 'nil'})`,
    ...fatal,
    ...(data ? ['\trequest.Header.Set("Content-Type", "application/json")'] : []),
    '\trequest.Header.Set("Authorization", "Bearer "+os.Getenv("PEERMESH_TOKEN"))',
    ...(session ? [`\trequest.Header.Set("${session}", os.Getenv("PEERMESH_SESSION"))`] : []),
    '\tanswer, err := http.DefaultClient.Do(request)',
    ...fatal,
    '\tdefer answer.Body.Close()',
    '\tio.Copy(os.Stdout, answer.Body)',
    '\tif answer.StatusCode != http.StatusOK {',
    '\t\tlog.Fatal(answer.Status)',
    '\t}',
    '}',
    '',
  ].join('\n');
}

const fatal = ['\tif err != nil {', '\t\tlog.Fatal(err)', '\t}'];

/** A raw string shows JSON as it is, but cannot hold a backtick. */
function goString(text: string): string {
  return text.includes('`') ? JSON.stringify(text) : `\`${text}\``;
}

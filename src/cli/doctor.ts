import { homedir } from 'node:os';
import type { Command } from 'commander';
import { clientSettings, type Flags, givenSecret } from '../config.ts';
import type { Finding } from '../doctor/finding.ts';

/** Adds `peermesh doctor`. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'Check this machine, the broker, the clients and the way between them; says what to do. Ends with 1 when something does not work.',
    )
    .option('--home <dir>', 'where secret and database are kept (default: ~/.peermesh)')
    .option('--url <address>', 'address of the broker (default: http://127.0.0.1:7337)')
    .option('--token-file <path>', 'file with the mesh secret (default: <home>/token)')
    .option('--json', 'findings as JSON')
    .action(async (flags: Flags & { json?: boolean }) => {
      const findings: Finding[] = [];
      for await (const finding of examine(flags)) {
        findings.push(finding);
        if (!flags.json) console.log(lineOf(finding));
      }
      if (flags.json) console.log(JSON.stringify(findings, null, 2));
      if (findings.some(({ status }) => status === 'fail')) process.exitCode = 1;
    });
}

async function* examine({ json: _, ...flags }: Flags & { json?: boolean }): AsyncGenerator<Finding> {
  const { checkMachine } = await import('../doctor/machine.ts');
  const { checkBroker } = await import('../doctor/broker.ts');
  const { checkClients } = await import('../doctor/clients.ts');
  const { home, url, tokenFile } = clientSettings(process.env, flags);
  yield* checkMachine(home, tokenFile, process.env, flags);
  const secret = secretOf(flags);
  if (secret !== undefined) {
    const { findings, usable } = await checkBroker(url, secret);
    yield* findings;
    if (usable) {
      const { checkShim } = await import('../doctor/shim.ts');
      const env = { PATH: process.env.PATH ?? '', PEERMESH_HOME: home, PEERMESH_URL: url, PEERMESH_TOKEN: secret };
      yield await checkShim([process.execPath, process.argv[1]!], env);
    }
  }
  yield* checkClients(homedir(), process.env.PATH ?? '');
}

function secretOf(flags: Flags): string | undefined {
  try {
    return givenSecret(process.env, flags);
  } catch {
    return undefined;
  }
}

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

function lineOf({ status, what, hint }: Finding): string {
  return `${marks[status]}  ${what}${hint ? `\n      ${hint}` : ''}`;
}

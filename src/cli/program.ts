import { Command, type CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { exits } from '../errors.ts';
import { addBackup } from './backup.ts';
import { addDocs } from './docs.ts';
import { addDoctor } from './doctor.ts';
import { addExport } from './export.ts';
import { addHook } from './hook.ts';
import { addMcp } from './mcp.ts';
import { addRestore } from './restore.ts';
import { addServe } from './serve.ts';
import { addSetup } from './setup.ts';
import { addToken } from './token.ts';
import { addVerify } from './verify.ts';

/** The program `peermesh` with all its commands. */
export function createProgram(): Command {
  const program = new Command('peermesh')
    .description(packageJson.description)
    .version(packageJson.version)
    .showHelpAfterError('Run "peermesh --help" or "peermesh <command> --help" for what there is.')
    .addHelpText(
      'after',
      '\nSettings can also be given in the environment, --port as PEERMESH_PORT and so on.\nFiles are kept in ~/.peermesh; PEERMESH_HOME names another place.',
    );
  addServe(program);
  addMcp(program);
  addHook(program);
  addSetup(program);
  addDoctor(program);
  addDocs(program);
  addToken(program);
  addBackup(program);
  addRestore(program);
  addVerify(program);
  addExport(program);
  return program;
}

/**
 * Runs a command line. Ends the process with the code of what went wrong: 64 for a wrong command line, else the one the error
 * carries (`exits`), after one sentence on stderr.
 */
export async function run(argv: readonly string[]): Promise<void> {
  const program = createProgram();
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.exitOverride(exitUsage);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    fail(error);
  }
}

function exitUsage({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : exits.usage);
}

/** An error that knows its exit code says all a person needs in its message; anything else is a fault of ours, with its stack. */
function fail(error: unknown): never {
  const exitCode = (error as { exitCode?: unknown }).exitCode;
  if (error instanceof Error && typeof exitCode === 'number') {
    console.error(`peermesh: ${error.message}`);
    process.exit(exitCode);
  }
  console.error(error);
  process.exit(1);
}

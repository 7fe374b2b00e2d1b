import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type StoredSession, sessionsOf } from '../mcp/session-file.ts';

/** A session on this machine and the name of its files. */
export interface Beside {
  readonly id: string;
  readonly session: StoredSession;
}

/**
 * The session of a label that the hook calling this belongs to; undefined when there is none. Where several sessions of one label run, it
 * is the one whose shim was started by the same client: hook and shim have the nearest ancestor in common.
 * @param pid of the hook
 */
export function sessionBeside(home: string, url: string, label: string, pid: number): Beside | undefined {
  const found = sessionsOf(home, url, label);
  if (found.length < 2) return found[0];
  const parents = parentsOn(process.platform);
  const above = lineOf(pid, parents);
  const distance = ({ session }: Beside) => {
    const shim = new Set(lineOf(session.pid, parents));
    const near = above.findIndex((ancestor) => shim.has(ancestor));
    return near < 0 ? above.length : near;
  };
  // Sorting is stable, so that the first session serves where nothing is known.
  return found.toSorted((one, other) => distance(one) - distance(other))[0];
}

/** Answers the parent of a process; undefined when it is gone or the system does not tell. */
type Parents = (pid: number) => number | undefined;

function parentsOn(platform: NodeJS.Platform): Parents {
  if (platform === 'linux') return parentInProc;
  if (platform === 'win32') return () => undefined;
  const listed = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8', timeout: 1_000 });
  const parents = new Map(listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number) as [number, number]));
  return (pid) => parents.get(pid);
}

function parentInProc(pid: number): number | undefined {
  try {
    // The name in parentheses may hold spaces and parentheses itself; state and parent come after the last one.
    return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** A process and those above it, the nearest first, without the one that everything descends from. */
function lineOf(pid: number, parentOf: Parents): number[] {
  const line: number[] = [];
  for (let at: number | undefined = pid; at !== undefined && at > 1 && line.length < 64; at = parentOf(at))
    line.push(at);
  return line;
}

/** The `when`-th time that the main thread of a program makes a call of the system. */
export interface SystemCall {
  readonly call: string;
  readonly when: number;
  /** The call as strace writes it, with the paths of what it is about. */
  readonly line: string;
}

/** Calls that change files or their names. */
const calls = 'pwrite64,fdatasync,fsync,ftruncate,rename,unlink';
/**
 * -D: the program is the child and strace its grandchild, so that it is the program that dies and is seen to. Signals are not injected
 * under `--seccomp-bpf`.
 */
const strace = ['strace', '-D', '-f', '-y', '-qq', '-e', 'signal=none', `--trace=${calls}`];

/** Words before a command line that have its calls written to a file. */
export const tracedTo = (file: string): string[] => [...strace, '-o', file];

/** Words before a command line that have it killed, as with `kill -9`, when it is about to make this call. */
export const killedAt = ({ call, when }: SystemCall): string[] => [
  ...tracedTo('/dev/null'),
  '-e',
  `inject=${call}:signal=KILL:when=${when}`,
];

/** The calls of the main thread, in order, of what strace has written. */
export function callsIn(trace: string, pid: number): SystemCall[] {
  const counts = new Map<string, number>();
  return trace.split('\n').flatMap((line) => {
    const call = new RegExp(`^${pid} +(\\w+)\\(`).exec(line)?.[1];
    if (!call) return [];
    const when = (counts.get(call) ?? 0) + 1;
    counts.set(call, when);
    return [{ call, when, line }];
  });
}

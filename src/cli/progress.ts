/** A bar on a terminal while long work goes on; elsewhere nothing. */
export interface Progress {
  /** Shows how much of all is done. */
  show(done: number, all: number): void;
  /** Takes the bar away. */
  end(): void;
}

const width = 30;

/**
 * Makes a bar on stderr. It is drawn when it is told, since the work it shows does not let timers run, as those of spinners need.
 * @param what the work, in a word or two
 */
export function createProgress(what: string): Progress {
  if (!process.stderr.isTTY) return { show() {}, end() {} };
  let last = -1;
  return {
    show(done, all) {
      const percent = all === 0 ? 100 : Math.floor((done / all) * 100);
      if (percent === last) return;
      last = percent;
      const full = Math.round((percent / 100) * width);
      process.stderr.write(
        `\r${what} [${'#'.repeat(full)}${' '.repeat(width - full)}] ${String(percent).padStart(3)} %`,
      );
    },
    end() {
      if (last >= 0) process.stderr.write(`\r${' '.repeat(what.length + width + 9)}\r`);
    },
  };
}

import type Database from 'better-sqlite3';
import { isFatal } from './errors.ts';
import { type Grant, withinTurn } from './turn.ts';

/** Most operations, and most bytes of payload, that share a commit. */
const MAX_OPERATIONS = 256;
const MAX_BYTES = 4 * 1024 * 1024;
/** A batch that has run for so many milliseconds takes no further operation: a fan-out to 1,000 inboxes alone takes about 15. */
const MAX_MS = 50;

/** A piece of work on its way through the batch. */
interface Operation<Tx> {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly bytes: number;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: unknown) => void;
  /** Gives the caller what the work came to, once that is on disk. */
  settle: () => void;
  /** Its first transaction was lost through the fault of another, so this one it has to itself. */
  alone: boolean;
}

/**
 * Group commit. What is asked for while the event loop takes requests in shares one transaction and one fsync when it
 * gets to its immediates: at 64 clients 5.9 times the throughput of a commit each. Every operation has a savepoint, so
 * that its failure undoes nothing but itself, and nobody gets an answer, not even a refusal, before the commit on which
 * it rests.
 */
export class Batch<Tx> {
  readonly #database: Database.Database;
  readonly #grant: Grant<Tx>;
  readonly #judge: (error: unknown) => unknown;
  readonly #statement: Record<'begin' | 'commit' | 'rollback' | 'savepoint' | 'undo' | 'release', Database.Statement>;
  #queue: Operation<Tx>[] = [];
  #running: Promise<void> | undefined;
  #transaction: Promise<void> | undefined;

  /** @param judge Turns an error of SQLite into what the caller gets; hears of fatal ones first. */
  constructor(database: Database.Database, grant: Grant<Tx>, judge: (error: unknown) => unknown) {
    this.#database = database;
    this.#grant = grant;
    this.#judge = judge;
    this.#statement = {
      begin: database.prepare('BEGIN IMMEDIATE'),
      commit: database.prepare('COMMIT'),
      rollback: database.prepare('ROLLBACK'),
      savepoint: database.prepare('SAVEPOINT operation'),
      undo: database.prepare('ROLLBACK TO operation'),
      release: database.prepare('RELEASE operation'),
    };
  }

  /**
   * Puts `work` into the next batch; resolves after its commit. `work` may run twice, the second time on its own, when
   * the transaction was lost through another operation.
   */
  run<T>(work: (tx: Tx) => Promise<T>, bytes = 0): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ work, bytes, resolve, reject, settle: unsettled, alone: false });
      this.#running ??= this.#flushAll();
    });
  }

  /** Resolves when nothing is queued any more. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Resolves between two transactions, at once if none is open. */
  async between(): Promise<void> {
    await this.#transaction;
  }

  /** Rejects everything that is queued. */
  abandon(error: unknown): void {
    for (const operation of this.#queue.splice(0)) operation.reject(error);
  }

  async #flushAll(): Promise<void> {
    for (;;) {
      await new Promise(setImmediate);
      if (this.#queue.length === 0) break;
      this.#transaction = this.#flush(this.#take());
      await this.#transaction;
    }
    this.#running = undefined;
  }

  #take(): Operation<Tx>[] {
    if (this.#queue[0]!.alone) return this.#queue.splice(0, 1);
    let count = 0;
    let bytes = 0;
    for (const operation of this.#queue) {
      bytes += operation.bytes;
      if (operation.alone || count === MAX_OPERATIONS || (count > 0 && bytes > MAX_BYTES)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #flush(operations: Operation<Tx>[]): Promise<void> {
    try {
      this.#statement.begin.run();
      const begun = performance.now();
      for (const [n, operation] of operations.entries()) {
        if (n > 0 && performance.now() - begun > MAX_MS) {
          this.#queue.unshift(...operations.splice(n));
          break;
        }
        await this.#attempt(operation);
        if (!this.#database.inTransaction) return this.#startOver(operations, operation);
      }
      this.#statement.commit.run();
    } catch (error) {
      this.#rollBack();
      const verdict = this.#judge(error);
      for (const operation of operations) operation.reject(verdict);
      return;
    }
    for (const operation of operations) operation.settle();
  }

  async #attempt(operation: Operation<Tx>): Promise<void> {
    const { savepoint, undo, release } = this.#statement;
    savepoint.run();
    try {
      const answer = await withinTurn(this.#grant, operation.work);
      if (!this.#database.inTransaction) throw new Error('An operation answered although its transaction was lost.');
      release.run();
      operation.settle = () => operation.resolve(answer as never);
    } catch (error) {
      if (isFatal(error)) throw error;
      if (this.#database.inTransaction) {
        undo.run();
        release.run();
      }
      const verdict = this.#judge(error);
      operation.settle = () => operation.reject(verdict);
    }
  }

  /**
   * SQLite rolls back all of a transaction when, for one, a statement finds the disk full. The operation that met it is
   * told; those before it run again one by one, so that the next to fail takes nobody along, and those after it have
   * not run yet.
   */
  #startOver(operations: Operation<Tx>[], culprit: Operation<Tx>): void {
    const at = operations.indexOf(culprit);
    for (const operation of operations.slice(0, at)) operation.alone = true;
    this.#queue.unshift(...operations.filter((operation) => operation !== culprit));
    culprit.settle();
  }

  #rollBack(): void {
    if (!this.#database.inTransaction) return;
    try {
      this.#statement.rollback.run();
    } catch {
      // What made the commit fail makes this fail; the first error is the one to tell.
    }
  }
}

function unsettled(): never {
  throw new Error('An operation was settled before it ran.');
}

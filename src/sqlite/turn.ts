/** The right of one piece of work to use the tables. It ends with the work. */
export interface Permit {
  open: boolean;
}

/** Makes the view of the tables that one piece of work gets. */
export type Grant<Tx> = (permit: Permit) => Tx;

/**
 * Runs `work`, which may await settled values only: everything in this engine answers at once, so that it is done
 * before the event loop turns. Work that waits for anything else would keep the transaction open for everybody; it is
 * given up and rejected. What remains of it can do no harm, because its permit has ended.
 */
export function withinTurn<Tx, T>(grant: Grant<Tx>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const permit = { open: true };
    const end = () => {
      permit.open = false;
      clearImmediate(watchdog);
    };
    const watchdog = setImmediate(() => {
      end();
      reject(new Error('A transaction awaited something outside of the database; it was rolled back.'));
    });
    const failed = (error: unknown) => {
      end();
      reject(error);
    };
    try {
      work(grant(permit)).then((answer) => {
        end();
        resolve(answer);
      }, failed);
    } catch (error) {
      failed(error);
    }
  });
}

type Verb = (...args: unknown[]) => unknown;
type Room = Record<string, unknown>;

/**
 * Makes grants for tables that are rooms of verbs (`tx.messages.lease(…)`). A granted verb throws once its permit has
 * ended: a piece of work that was given up, or a promise that nobody awaited, could otherwise write into the
 * transaction of another.
 */
export function guard<Tx extends object>(tables: Tx): Grant<Tx> {
  const rooms = Object.entries(tables).map(([name, room]) => [name, guardedRoom(name, room as Room)] as const);
  return (permit) => {
    const granted: Record<string, unknown> = {};
    for (const [name, Granted] of rooms) granted[name] = new Granted(permit);
    return granted as Tx;
  };
}

function guardedRoom(roomName: string, room: Room): new (permit: Permit) => object {
  class Granted {
    readonly permit: Permit;

    constructor(permit: Permit) {
      this.permit = permit;
    }
  }
  for (const name of verbsOf(room)) {
    const verb = room[name] as Verb;
    Object.defineProperty(Granted.prototype, name, {
      value(this: Granted, ...args: unknown[]) {
        if (!this.permit.open) throw new Error(`${roomName}.${name} was called after its transaction had ended.`);
        return verb.apply(room, args);
      },
    });
  }
  return Granted;
}

/** Names of the functions of an object, those of its class included. */
function verbsOf(room: Room): Set<string> {
  const names = new Set<string>();
  for (let level = room; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      if (name !== 'constructor' && typeof room[name] === 'function') names.add(name);
    }
  }
  return names;
}

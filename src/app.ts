import { randomBytes } from 'node:crypto';
import { migrations } from '../generated/migrations.gen.ts';
import packageJson from '../package.json' with { type: 'json' };
import type { BrokerConfig } from './config.ts';
import { createHttp } from './http/app.ts';
import { createIds } from './ids.ts';
import { createKeyring } from './keyring.ts';
import type { Log } from './log.ts';
import { createClock } from './service/clock.ts';
import type { Deps, IdKind } from './service/deps.ts';
import { createPace } from './service/pace.ts';
import { createPresence } from './service/presence.ts';
import { createService } from './service/service.ts';
import { authenticate, createSessions } from './service/session.ts';
import { collect, indexMessages, sweep } from './service/sweep.ts';
import type { EngineOptions } from './sqlite/open.ts';
import { openEngine } from './sqlite/open.ts';
import { openTables } from './sqlite/tables.ts';
import type { Tx } from './store/port.ts';
import { docsPages } from './web/docs.ts';

/** What an app is made of. */
export interface AppOptions {
  readonly config: BrokerConfig;
  readonly log: Log;
  /** Whether the broker is about to stop. */
  readonly draining: () => boolean;
  /** Hears once when the database fails in use: the process has to end with the error's exit code. */
  readonly onFatal: EngineOptions<Tx>['onFatal'];
  /** The wall clock, milliseconds since 1970. */
  readonly wall?: () => number;
  /** `on demand`: housekeeping is done when `housekeep` is called and not by itself. */
  readonly housekeeping?: 'in rounds' | 'on demand';
  /** Settings of the engine that no user sets. */
  readonly engine?: Pick<EngineOptions<Tx>, 'maxBytes' | 'freeFloorBytes' | 'freeBytes'>;
}

/** Milliseconds between the rounds of each kind of housekeeping. */
const rounds = { index: 500, sweep: 5_000, collect: 60_000 };

/**
 * Puts the broker together: engine, rules, HTTP. This is the only place that sees every layer.
 * @throws StartError or EngineError when the database cannot be had
 */
export async function createApp(options: AppOptions) {
  const { config, log, draining, onFatal, wall = Date.now, engine: settings } = options;
  const newUlid = createIds();
  const address = `${config.host}:${config.port}`;
  const engine = await openEngine<Tx>({
    ...settings,
    home: config.home,
    address,
    migrations,
    openTables,
    onFatal,
    now: wall,
    newId: () => newUlid(wall()),
  });

  const before = await engine.read(async (tx) => tx.mesh.clock());
  const clock = createClock(wall, before);
  const { onlineSeconds, idleSeconds } = config.limits;
  const deps: Deps = {
    engine,
    clock,
    newId: (kind: IdKind, now: number) => `${kind}_${newUlid(now)}`,
    newSecret: () => randomBytes(32).toString('base64url'),
    limits: config.limits,
    presence: createPresence({ online: onlineSeconds, idle: idleSeconds }, { at: clock.now(), before }),
    pace: createPace(),
    sessions: createSessions(),
    version: packageJson.version,
    meshEpoch: engine.identity.epoch,
    draining,
  };
  await ensureAll(deps);

  const service = createService(deps);
  const { app, fetch } = createHttp({
    service,
    authenticate: (token) => authenticate(deps, token),
    config,
    secret: createKeyring(config, wall),
    log,
    draining,
    pages: docsPages({ now: wall }),
  });
  const housekeeping =
    options.housekeeping === 'on demand'
      ? []
      : [
          every(rounds.index, () => indexMessages(deps), log),
          every(rounds.sweep, () => sweep(deps), log),
          every(rounds.collect, () => collect(deps), log),
        ];

  return {
    app,
    fetch,
    service,
    /** Runs all housekeeping now, as the rounds do. */
    async housekeep(): Promise<void> {
      await indexMessages(deps);
      await sweep(deps);
      await collect(deps);
    },
    /** Stops housekeeping, writes the last signs of life down and closes the database. */
    async close(): Promise<void> {
      await Promise.all(housekeeping.map((round) => round.stop()));
      await sweep(deps).catch((err: unknown) => log.warn({ err }, 'the last sweep failed'));
      await engine.close();
    },
  };
}

/** `#all` exists from the start. */
async function ensureAll({ engine, clock }: Deps): Promise<void> {
  const there = await engine.read(async (tx) => tx.channels.byName('#all'));
  if (!there)
    await engine.run(async (tx) =>
      tx.channels.insert({ name: '#all', topic: 'Everyone', created_by: null, created_at: clock.now() }),
    );
}

/** Repeats a round, one at a time, until it is stopped; a failed one is logged and the next comes all the same. */
function every(ms: number, round: () => Promise<void>, log: Log): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= round()
      .catch((err: unknown) => log.warn({ err }, 'housekeeping failed; it is tried again'))
      .finally(() => {
        running = undefined;
      });
  }, ms).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

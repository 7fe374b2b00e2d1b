import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { MeshError } from '../../generated/errors.gen.ts';
import { type ClientConfig, type Environment, type Flags, loadClientConfig } from '../config.ts';
import { StartError } from '../errors.ts';
import { prepareHome } from '../home.ts';
import type { Timing } from './retry.ts';
import { startBroker } from './start-broker.ts';
import { createWire, type Wire } from './wire.ts';
import { UnprovedError, WireError } from './wire-error.ts';

/** What a link is made of. */
export interface LinkOptions {
  readonly env: Environment;
  readonly flags: Flags;
  /** The current session token. */
  readonly session: () => string | undefined;
  readonly timing: Timing;
  /** By default {@link startBroker}. */
  readonly start?: typeof startBroker;
}

/** The way to the broker: where it is, the secret, and since when it is away. */
export interface Link {
  /** The settings. Throws MeshError `unavailable` with what is wrong with them. */
  config(): ClientConfig;
  /**
   * Does a piece of work with the client. In local mode a broker is started when none answers; a secret that was changed is
   * read anew. Throws MeshError; its cause is a {@link WireError} when nobody answered.
   */
  ask<T>(work: (client: MeshClient) => Promise<T>): Promise<T>;
  /** When the broker stopped answering, milliseconds since 1970; undefined while it answers. */
  downSince(): number | undefined;
  close(): void;
}

/** Milliseconds: how long to wait for a broker that is there, and for one that was away a moment ago. */
const patience = { there: { connect: 3_000, answer: 10_000 }, away: { connect: 1_000, answer: 10_000 } };

/** A broker that was here is given this long to come back, since whoever restarts it would find the home taken. */
const GRACE_MS = 5_000;

/** Makes the way to the broker; nothing is read or opened before it is used. */
export function createLink({ env, flags, session, timing, start = startBroker }: LinkOptions): Link {
  let config: ClientConfig | undefined;
  let wire: Wire | undefined;
  let client: MeshClient | undefined;
  let down: number | undefined;
  let answered: number | undefined;
  let starting: Promise<void> | undefined;

  const load = () => {
    config ??= settings(env, flags);
    return config;
  };
  const open = () => {
    const { url, secret } = load();
    wire ??= createWire(url, secret, () => (down === undefined ? patience.there : patience.away));
    client ??= createMeshClient({ baseUrl: url, token: secret, session, fetch: wire.fetch });
    return client;
  };
  const shut = () => {
    wire?.close();
    wire = client = undefined;
  };

  async function once<T>(work: (client: MeshClient) => Promise<T>): Promise<T> {
    const begun = timing.now();
    try {
      const answer = await work(open());
      answered = timing.now();
      down = undefined;
      return answer;
    } catch (error) {
      if (!(error instanceof MeshError && error.cause instanceof WireError)) {
        if (error instanceof MeshError && error.cause === undefined) down = undefined;
        throw error;
      }
      // Away since this was asked, not since patience ended: the calls after it need not wait as long again.
      down ??= Math.max(begun, answered ?? begun);
      throw unreachable(error.cause, down);
    }
  }

  /** Whether what went wrong was mended, so that another try is worth it. */
  async function mend(error: unknown): Promise<boolean> {
    const cause = error instanceof MeshError ? error.cause : undefined;
    if (cause instanceof UnprovedError || (error instanceof MeshError && error.code === 'unauthenticated')) {
      const before = config?.secret;
      config = undefined;
      if (load().secret === before) return false;
      shut();
      return true;
    }
    const { transport, home, url } = load();
    if (transport === 'remote' || !(cause instanceof WireError) || cause.reach !== 'refused') return false;
    if (answered !== undefined && timing.now() - (down ?? 0) < GRACE_MS) return false;
    starting ??= start({ home, url, env }).finally(() => {
      starting = undefined;
    });
    await starting.catch((error: Error) => {
      throw unreachable(error instanceof WireError ? error : new WireError('refused', error.message), down!);
    });
    return true;
  }

  return {
    config: load,
    ask: (work) => once(work).catch(async (error) => ((await mend(error)) ? once(work) : Promise.reject(error))),
    downSince: () => down,
    close: shut,
  };
}

function settings(env: Environment, flags: Flags): ClientConfig {
  try {
    const config = loadClientConfig(env, flags);
    prepareHome(config.home);
    return config;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    throw new MeshError('unavailable', error.message, {
      hint: 'Correct the settings of the peermesh server in the configuration of this client.',
      cause: error,
    });
  }
}

function unreachable(cause: WireError, since: number): MeshError {
  const time = new Date(since).toTimeString().slice(0, 8);
  return new MeshError('unavailable', `The broker is unreachable since ${time}: ${cause.message}.`, {
    hint: 'Go on with other work and try again later; what you send meanwhile is kept and delivered.',
    cause,
  });
}

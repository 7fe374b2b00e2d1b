import type { HeartbeatPeerResponse } from '../../generated/types.gen.ts';
import packageJson from '../../package.json' with { type: 'json' };
import type { Environment, Flags } from '../config.ts';
import { createCalls } from './calls.ts';
import { identityIn, takesPushes } from './client.ts';
import { shownByHook } from './hook-ledger.ts';
import { createInbox } from './inbox.ts';
import { createLedger } from './ledger.ts';
import { untilEnd } from './lifetime.ts';
import { createLink } from './link.ts';
import { type Poller, startPoller } from './poller.ts';
import { createPusher, pushOf } from './push.ts';
import { createResources, inboxUri } from './resources.ts';
import { realTiming } from './retry.ts';
import { createSender } from './sender.ts';
import { createServer, type ShimIdentity } from './server.ts';
import { createSession } from './session.ts';
import { openTransport } from './transport.ts';

/** What a shim may be given beside its environment. */
export interface ShimOptions {
  /** Flags of `peermesh mcp`. */
  readonly flags?: Flags;
  /** By default that of this process. */
  readonly env?: Environment;
}

/** Milliseconds that calls under way are waited for at the end. */
const LAST_CALLS_MS = 3_000;

/**
 * Serves MCP on stdin and stdout until the client is gone, then ends the process. Everything that needs the broker begins when
 * the client has said who it is, in the background.
 */
export async function runShim(shim: ShimIdentity, { flags = {}, env = process.env }: ShimOptions = {}): Promise<void> {
  const timing = realTiming;
  const log = (sentence: string) => console.error(`peermesh: ${sentence}`);
  let otherVersion: string | undefined;

  const ledger = createLedger();
  const pusher = createPusher();
  const link = createLink({ env, flags, session: () => session.token(), timing });
  const session = createSession({
    link,
    identity: () => identityIn(server, { env, config: link.config() }),
    push: () => takesPushes(server),
    clientVersion: `${packageJson.name}/${packageJson.version}`,
    log,
    onNewEpoch() {
      ledger.clear();
      pusher.clear();
    },
    onRegistered: () => void greet().catch(() => {}),
  });
  const inbox = createInbox({ ledger, run: session.run, onLostLease: session.forget });
  const sender = createSender({ session, link, timing });
  const resources = createResources({ session, inbox, sender, onSubscribed: () => poller?.look() });
  const { tools } = shim;
  const byHook = () => {
    const id = session.fileId();
    return id === undefined ? [] : shownByHook(link.config().home, id, timing.now());
  };
  const shown = { ledger, byHook };
  const calls = createCalls({
    tools,
    link,
    session,
    ...shown,
    inbox,
    sender,
    pusher,
    otherVersion: () => otherVersion,
  });
  const server = createServer(shim, { calls, resources });

  /** After each registration: what waited for the broker goes out, and its version is looked at. */
  async function greet(): Promise<void> {
    await sender.flush();
    const { spec_hash, spec_version } = await session.run((client) => client.getHealth());
    otherVersion =
      spec_hash === shim.specHash
        ? undefined
        : `The broker speaks version ${spec_version} of the contract and this session ${shim.version}, in another edition: update the older of the two.`;
  }

  let told = 0;
  /** After each heartbeat: those who listen are told of what is new. */
  async function tell({ unread }: HeartbeatPeerResponse): Promise<void> {
    await sender.flush();
    const { total } = unread;
    if (total > told && resources.subscribed.has(inboxUri)) await server.sendResourceUpdated({ uri: inboxUri });
    if (total > told && takesPushes(server)) {
      for (const message of pusher.choose(await inbox.peek(20)))
        await server.notification({ method: 'notifications/claude/channel', params: pushOf(message) as never });
    }
    told = total;
  }

  const transport = openTransport((method) => {
    calls.requested();
    // A tool call acknowledges by itself, in the order that its result needs.
    if (method !== 'tools/call' && ledger.due().length > 0) void inbox.settle().catch(() => {});
  });
  const ended = untilEnd();
  let poller: Poller | undefined;
  server.oninitialized = () => {
    poller?.stop();
    const listening = () => takesPushes(server) || resources.subscribed.has(inboxUri);
    poller = startPoller({ beat: () => session.beat(false), onBeat: tell, listening, timing });
  };
  server.onerror = ({ message }) => log(message);
  await server.connect(transport);

  const why = await ended;
  poller?.stop();
  await Promise.race([calls.idle(), timing.sleep(why === 'the client closed stdin' ? LAST_CALLS_MS : 0)]);
  await session.close(why);
  process.exit(0);
}

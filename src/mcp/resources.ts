import type { Inbox } from './inbox.ts';
import type { Sender } from './sender.ts';
import type { Session } from './session.ts';

/** Where a client may look without calling a tool. */
export interface Resources {
  readonly list: { uri: string; name: string; title: string; description: string; mimeType: string }[];
  /** The resource as JSON; undefined when there is none of this name. Throws MeshError. */
  read(uri: string): Promise<string | undefined>;
  /** The resources whose changes the client wants to hear of. */
  readonly subscribed: ReadonlySet<string>;
  subscribe(uri: string): void;
  unsubscribe(uri: string): void;
}

/** What resources are made of. */
export interface ResourcesOptions {
  readonly session: Session;
  readonly inbox: Inbox;
  readonly sender: Sender;
  /** Hears that the client wants to hear of changes. */
  readonly onSubscribed: () => void;
}

/** The inbox as a resource. */
export const inboxUri = 'peermesh://inbox';
const peersUri = 'peermesh://peers';

const list = [
  {
    uri: inboxUri,
    name: 'inbox',
    title: 'Inbox',
    description: 'How many messages wait and who sent them. Reading it takes nothing; check_messages does.',
  },
  { uri: peersUri, name: 'peers', title: 'Peers', description: 'Who is in the mesh now, with presence.' },
].map((resource) => ({ ...resource, mimeType: 'application/json' }));

/** Makes the resources. */
export function createResources({ session, inbox, sender, onSubscribed }: ResourcesOptions): Resources {
  const subscribed = new Set<string>();
  const read: Record<string, () => Promise<object>> = {
    async [inboxUri]() {
      const waiting = await sender.repeat(() => inbox.peek(20), true);
      const { unread } = await session.beat(false);
      // Who and what, never bodies: those are data of peers and belong into a tool's answer, where they are marked.
      const from = waiting.map(({ id, kind, intent, from, channel, sent_at }) => ({
        ...{ id, kind, intent, from: from.label, sent_at },
        ...(channel && { channel }),
      }));
      return { ...session.self(), unread, waiting: from };
    },
    [peersUri]: () => sender.call((client) => client.listPeers({ limit: 100 }), true),
  };
  return {
    list,
    read: async (uri) => (Object.hasOwn(read, uri) ? JSON.stringify(await read[uri]!(), null, 2) : undefined),
    subscribed,
    subscribe(uri) {
      subscribed.add(uri);
      onSubscribed();
    },
    unsubscribe: (uri) => void subscribed.delete(uri),
  };
}

import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';

/** Where a broker is. */
interface Address {
  readonly url: string;
  readonly token: string;
}

/** Last session token of each mesh and label. */
export type Sessions = Map<string, string>;

/** Those of all tests of a file. */
export const sessions: Sessions = new Map();

/**
 * Registers under a label, with the session token and owner key of the time before, so that it gets its mailbox back after any end of a broker.
 * @param last the tokens, for a mesh that exists in several copies
 */
export async function attach({ url, token }: Address, label: string, last = sessions): Promise<MeshClient> {
  const resume_token = last.get(`${token} ${label}`);
  const owner_key = `the-owner-key-of-${label}`.padEnd(32, '.');
  const who = { label, runtime: 'test', host: 'studio', owner_key, ...(resume_token && { resume_token }) };
  const { session_token: session } = await createMeshClient({ baseUrl: url, token }).registerPeer(who);
  last.set(`${token} ${label}`, session);
  return createMeshClient({ baseUrl: url, token, session });
}

/** Takes all that waits for a peer out of its inbox, in order. */
export async function drain(client: MeshClient): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { messages } = await client.pollMessages({ limit: 100, ack: 'auto' });
    if (messages.length === 0) return bodies;
    bodies.push(...messages.map(({ body }) => body));
  }
}

import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import type { RegisterPeerResponse } from '../../generated/types.gen.ts';
import type { Broker } from '../support/process.ts';

/** Registers a peer with a broker that runs, with the token of an earlier session if there is one. */
export async function join(
  broker: Broker,
  label: string,
  resume_token?: string,
): Promise<MeshClient & { registration: RegisterPeerResponse }> {
  let session = '';
  const client = createMeshClient({ baseUrl: broker.url, token: broker.token, session: () => session });
  const registration = await client.registerPeer({
    label,
    runtime: 'node',
    host: 'studio',
    ...(resume_token && { resume_token }),
  });
  session = registration.session_token;
  return Object.assign(client, { registration });
}

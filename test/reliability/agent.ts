import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMeshClient, type MeshClient } from '../../generated/client.gen.ts';
import { MeshError } from '../../generated/errors.gen.ts';
import type { History } from './history.ts';

/** Where a broker is. */
export interface Address {
  readonly url: string;
  /** The mesh secret. */
  readonly token: string;
}

/** A peer that does not give up: it rides through brokers that die, and all it does is recorded. */
export interface Agent {
  readonly label: string;
  /** Repeats a call until it is done, or the mesh says for good that its state forbids it; answers that then. */
  insist<T>(call: (client: MeshClient) => Promise<T>): Promise<T | MeshError>;
  /** Registers again with the last session token, as a program does that died and was started anew. */
  rejoin(): Promise<void>;
}

/** Refusals that tell of the state of the mesh; all others that repeating does not help are mistakes of the test. */
const verdicts: ReadonlySet<string> = new Set(['conflict', 'claim_lost', 'task_terminal', 'not_found']);

/** Joins a mesh under a label. */
export async function joinAs(label: string, { url, token }: Address, history: History): Promise<Agent> {
  const owner_key = randomBytes(32).toString('base64url');
  let session: string | undefined;
  const client = history.recorded(label, createMeshClient({ baseUrl: url, token, session: () => session }));

  const insist = async <T>(call: (client: MeshClient) => Promise<T>): Promise<T | MeshError> => {
    for (;;) {
      try {
        return await call(client);
      } catch (error) {
        if (!(error instanceof MeshError)) throw error;
        if (error.code === 'session_invalid') await rejoin();
        else if (verdicts.has(error.code)) return error;
        else if (!error.retryable) throw error;
        await sleep(error.code === 'unavailable' ? 20 + Math.random() * 80 : (error.retryAfter ?? 0.1) * 1000);
      }
    }
  };
  const rejoin = async () => {
    const who = { label, runtime: 'test', host: 'studio', owner_key, ...(session && { resume_token: session }) };
    const answer = await insist((client) => client.registerPeer(who));
    if (answer instanceof MeshError) throw answer;
    if (answer.label !== label) throw new Error(`${label} became ${answer.label}: ${answer.warning}`);
    session = answer.session_token;
  };
  await rejoin();
  return { label, insist, rejoin };
}

import type { Service } from '../../generated/service.gen.ts';
import { channels } from './channels.ts';
import type { Caller, Deps } from './deps.ts';
import { events } from './events.ts';
import { health } from './health.ts';
import { memory } from './memory.ts';
import { messages } from './messages.ts';
import { peers } from './peers.ts';
import { tasks } from './tasks.ts';

/** What the shim does by itself; every other call was made by a model or a person, and shows that they are there. */
const ownDoing = new Set<string>(['registerPeer', 'heartbeatPeer', 'unregisterPeer', 'pollMessages', 'getHealth']);

/** All operations of the contract. */
export function createService(deps: Deps): Service<Caller> {
  const service = {
    ...peers(deps),
    ...messages(deps),
    ...channels(deps),
    ...memory(deps),
    ...tasks(deps),
    ...events(deps),
    ...health(deps),
  };
  return showingActivity(deps, service);
}

function showingActivity(deps: Deps, service: Service<Caller>): Service<Caller> {
  const methods = Object.entries(service as unknown as Record<string, (caller: Caller, input: unknown) => unknown>).map(
    ([name, method]) => {
      if (ownDoing.has(name)) return [name, method] as const;
      const active = (caller: Caller, input: unknown) => {
        deps.presence.seen(caller.num, deps.clock.now(), true);
        return method(caller, input);
      };
      return [name, active] as const;
    },
  );
  return Object.fromEntries(methods) as unknown as Service<Caller>;
}

import { specHash, specVersion } from '../../generated/openapi.gen.ts';
import type { HealthService } from '../../generated/service.gen.ts';
import type { HealthCounts } from '../../generated/types.gen.ts';
import type { Deps } from './deps.ts';
import { seconds } from './peer-views.ts';

/** Counting walks whole tables, so it is done at most this often. */
const recountMs = 10_000;

/** How the broker does. */
export function health({ engine, clock, presence, version, meshEpoch, draining }: Deps): HealthService {
  const startedAt = clock.now();
  let counted: { at: number; counts: Omit<HealthCounts, 'online'> } | undefined;
  return {
    async getHealth() {
      const now = clock.now();
      if (!counted || now - counted.at >= recountMs)
        counted = { at: now, counts: await engine.read(async (tx) => tx.mesh.counts(now)) };
      return {
        status: draining() ? 'draining' : 'ok',
        version,
        spec_version: specVersion,
        spec_hash: specHash,
        uptime_s: seconds(now - startedAt),
        mesh_epoch: meshEpoch,
        ...(await engine.health()),
        counts: { ...counted.counts, online: presence.online(now) },
      };
    },
  };
}

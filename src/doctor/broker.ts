import { createMeshClient } from '../../generated/client.gen.ts';
import { specHash } from '../../generated/openapi.gen.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { createWire } from '../mcp/wire.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Milliseconds to wait. */
const patience = { connect: 3_000, answer: 5_000 };

/**
 * Looks at the broker: it proves that it knows the secret before that is sent, says how it does, and speaks this contract.
 * @returns the findings, and whether it can be used
 */
export async function checkBroker(url: string, secret: string): Promise<{ findings: Finding[]; usable: boolean }> {
  const wire = createWire(url, secret, () => patience);
  try {
    const health = await createMeshClient({
      baseUrl: url,
      token: secret,
      fetch: wire.fetch as typeof fetch,
    }).getHealth();
    const findings = [
      ok(
        `the broker at ${url} answers: version ${health.version}, ${health.counts.online} of ${health.counts.peers} peers online`,
      ),
    ];
    if (health.status !== 'ok') findings.push(warn('the broker is about to stop', 'Start it again: peermesh serve.'));
    if (health.spec_hash === specHash) findings.push(ok('it speaks the same contract'));
    else
      findings.push(
        warn(
          `it speaks another edition of the contract (${health.spec_version})`,
          `Update the older of the two: this is ${packageJson.version}, the broker ${health.version}.`,
        ),
      );
    return { findings, usable: true };
  } catch (error) {
    const { hint, cause, message } = error as Error & { hint?: string };
    const reason = cause instanceof Error ? cause.message : message;
    return {
      findings: [
        fail(
          `the broker at ${url} cannot be used: ${reason}`,
          hint ?? 'Start it: peermesh serve. For one elsewhere, check PEERMESH_URL.',
        ),
      ],
      usable: false,
    };
  } finally {
    wire.close();
  }
}

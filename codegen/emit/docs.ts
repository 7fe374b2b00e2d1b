import type { Model } from '../model.ts';
import { samplesOf } from './samples.ts';

/** The contract with a code sample for every operation and language, for the documentation. */
export function emitDocs({ contract, operations }: Model): string {
  const document = structuredClone(contract) as unknown as {
    servers: { url: string }[];
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  const header = contract.components.securitySchemes.sessionToken.name;
  for (const operation of operations) {
    const described = document.paths[operation.path]![operation.method]!;
    described['x-codeSamples'] = samplesOf(operation, document.servers[0]!.url, header);
  }
  return JSON.stringify(document);
}

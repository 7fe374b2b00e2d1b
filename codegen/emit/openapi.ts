import type { Model } from '../model.ts';
import { file, literal } from '../print.ts';

/** The contract itself, and what names this state of it. */
export function emitOpenapi({ contract, hash, version }: Model): string {
  return file(
    'openapi.yaml',
    `/** Version of the contract. */\nexport const specVersion = ${literal(version)};`,
    `/** SHA-256 of the canonical JSON of the contract, in hexadecimal. */\nexport const specHash = ${literal(hash)};`,
    `/** The contract, an OpenAPI 3.1 document without outward references. */\nexport const spec = ${literal(contract)};`,
  );
}

import type { Operation } from '../model.ts';
import { doc } from '../print.ts';

/** The doc comment of an operation, the same on the service and on the client: summary, description, errors. */
export function describe({ summary, description, errors }: Operation, indent: number): string {
  const codes = errors.map((code) => `\`${code}\``).join(', ');
  return doc([`${summary}.`, description, `@throws {MeshError} ${codes}`], indent);
}

import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { Model } from '../model.ts';
import { file } from '../print.ts';

/** The wire types: paths, operations and components, and every schema under its own name. */
export async function emitTypes({ contract }: Model): Promise<string> {
  const nodes = await openapiTS(structuredClone(contract) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
    silent: true,
  });
  return file('openapi.yaml', halfIndent(astToString(nodes)).trim());
}

/** The TypeScript printer indents by four, the rest of the project by two. */
function halfIndent(code: string): string {
  return code.replaceAll(/^(?: {4})+/gm, (blanks) => ' '.repeat(blanks.length / 2));
}

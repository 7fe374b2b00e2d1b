import type { Path } from '../spec.ts';
import { reach, refsIn } from '../walk.ts';
import type { Rule } from './rule.ts';

/** Every `$ref` leads somewhere, and no schema leads back to itself: tool schemas have references inlined. */
export const references: Rule = (contract, refuse) => {
  const components: Record<string, object> = contract.components;

  for (const { path, ref } of refs(contract, [])) {
    const [, , kind, name] = ref.split('/');
    if (!(name! in components[kind!]!)) refuse(path, `There is no ${ref}.`, 'Define it, or correct the name.');
  }
  for (const [name, schema] of Object.entries(contract.components.schemas)) {
    if (refsIn(schema).some((next) => reach(contract, next).has(name))) {
      refuse(['components', 'schemas', name], `${name} contains itself.`, 'Give ids where it would contain itself.');
    }
  }
};

/** Every reference below `node`; what examples and defaults hold is data, not a reference. */
function* refs(node: unknown, path: Path): Generator<{ path: Path; ref: string }> {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    if (name === '$ref') yield { path: [...path, name], ref: value };
    else if (!['example', 'examples', 'default'].includes(name)) yield* refs(value, [...path, name]);
  }
}

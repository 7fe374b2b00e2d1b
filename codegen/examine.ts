import { bounds } from './rules/bounds.ts';
import { errors } from './rules/errors.ts';
import { examples } from './rules/examples.ts';
import { operations } from './rules/operations.ts';
import { references } from './rules/references.ts';
import type { Rule } from './rules/rule.ts';
import { schemas } from './rules/schemas.ts';
import { tools } from './rules/tools.ts';
import { type Contract, misshapen } from './shape.ts';
import { type Spec, SpecError, SpecRefused } from './spec.ts';

/** The rules that a contract of the right shape, with references that lead somewhere, has to keep to. */
const rules: Record<string, Rule> = { operations, errors, examples, bounds, schemas, tools };

/** Names under which refusals are found, by codegen and by `npm run lint:spec`. */
export const ruleNames = ['shape', 'references', ...Object.keys(rules)];

/**
 * The document as a contract that every emitter can rely on.
 * @throws {SpecRefused} with all that is wrong
 */
export function examine(spec: Spec): Contract {
  const errors = Object.values(refusals(spec)).flat();
  if (errors.length > 0) throw new SpecRefused(errors);
  return spec.document as Contract;
}

/** All that is wrong, by rule. Each step trusts the one before: shape, then references, then everything else. */
export function refusals(spec: Spec): Record<string, SpecError[]> {
  const shape = misshapen(spec.document).map(({ path, fault }) => new SpecError(spec, path, fault, beyond));
  if (shape.length > 0) return { shape };
  const broken = refusedBy(references, spec);
  if (broken.length > 0) return { references: broken };
  return Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, refusedBy(rule, spec)]));
}

const beyond = 'Correct it, or teach codegen/shape.ts and the emitters what it means.';

function refusedBy(rule: Rule, spec: Spec): SpecError[] {
  const found: SpecError[] = [];
  rule(spec.document as Contract, (path, what, remedy) => found.push(new SpecError(spec, path, what, remedy)));
  return found;
}

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

/** What a contract of the right shape has to keep to, by the name under which `npm run lint:spec` reports it. */
export const rules: Record<string, Rule> = { references, operations, errors, examples, bounds, schemas, tools };

/** Looks whether the generator understands every word of the document. */
export function shapeErrors(spec: Spec): SpecError[] {
  const remedy = 'codegen/shape.ts has what the generator understands: correct the contract, or extend the generator.';
  return misshapen(spec.document).map(({ path, fault }) => new SpecError(spec, path, fault, remedy));
}

/** What one rule has against a contract of the right shape. */
export function ruleErrors(spec: Spec, rule: Rule): SpecError[] {
  const found: SpecError[] = [];
  rule(spec.document as Contract, (path, what, remedy) => found.push(new SpecError(spec, path, what, remedy)));
  return found;
}

/**
 * The document as a contract that every emitter can rely on.
 * @throws {SpecRefused} with all that is wrong; references that lead nowhere hide what the later rules would find
 */
export function examine(spec: Spec): Contract {
  stop(shapeErrors(spec));
  const { references: first, ...others } = rules;
  stop(ruleErrors(spec, first!));
  stop(Object.values(others).flatMap((rule) => ruleErrors(spec, rule)));
  return spec.document as Contract;
}

function stop(errors: SpecError[]): void {
  if (errors.length > 0) throw new SpecRefused(errors);
}

import { basename } from 'node:path';
import { ruleErrors, rules, shapeErrors } from './examine.ts';
import { loadSpec, type Spec, type SpecError } from './spec.ts';

/** What a rule uses of the context that Redocly hands it. */
interface Context {
  location: { source: { absoluteRef: string; body: string }; child(path: readonly string[]): unknown };
  report(problem: { message: string; location: unknown }): void;
}

/** A rule in Redocly's form: once a document, all that the check has against it. */
const lint = (check: (spec: Spec) => SpecError[]) => () => ({
  Root: {
    leave(_root: unknown, { location, report }: Context) {
      const spec = loadSpec(location.source.body, basename(location.source.absoluteRef));
      for (const { path, what, remedy } of check(spec)) {
        report({ message: `${what} ${remedy}`, location: location.child(path.map(String)) });
      }
    },
  },
});

/** What codegen refuses, as lint rules of the same names: `npm run lint:spec` shows it beside Redocly's own findings. */
export default function peermesh() {
  const onShape = lint(shapeErrors);
  const onRules = Object.entries(rules).map(([name, rule]) => [
    name,
    lint((spec) => (shapeErrors(spec).length > 0 ? [] : ruleErrors(spec, rule))),
  ]);
  return { id: 'peermesh', rules: { oas3: { shape: onShape, ...Object.fromEntries(onRules) } } };
}

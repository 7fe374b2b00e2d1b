import { basename } from 'node:path';
import { refusals, ruleNames } from './examine.ts';
import { loadSpec, type SpecError } from './spec.ts';

/** What a rule uses of the context that Redocly hands it. */
interface Context {
  location: { source: Source; child(path: readonly string[]): unknown };
  report(problem: { message: string; location: unknown }): void;
}

interface Source {
  absoluteRef: string;
  body: string;
}

/** What codegen refuses, as lint rules of the same names: `npm run lint:spec` shows it beside Redocly's own findings. */
export default function peermesh() {
  const rules = ruleNames.map((name) => [
    name,
    () => ({
      Root: {
        leave(_root: unknown, { location, report }: Context) {
          for (const { path, what, remedy } of found(location.source)[name] ?? []) {
            report({ message: `${what} ${remedy}`, location: location.child(path.map(String)) });
          }
        },
      },
    }),
  ]);
  return { id: 'peermesh', rules: { oas3: Object.fromEntries(rules) } };
}

/** Every rule asks for the same document: it is examined once. */
const examined = new WeakMap<Source, Record<string, SpecError[]>>();

function found(source: Source): Record<string, SpecError[]> {
  const known = examined.get(source) ?? refusals(loadSpec(source.body, basename(source.absoluteRef)));
  examined.set(source, known);
  return known;
}

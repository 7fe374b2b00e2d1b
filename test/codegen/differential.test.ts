import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { resolve } from '../../codegen/walk.ts';
import * as generated from '../../generated/schemas.gen.ts';
import { Mutator, randomFrom } from './mutate.ts';
import { meshModel } from './support.ts';

const BODIES = 24_000;
const { contract, operations } = meshModel();
const { schemas } = contract.components;
const zods: Record<string, z.ZodType> = generated;

/** The example of every body and every answer, and the name of its schema. */
const examples = operations.flatMap(({ request, response, source: { requestBody, responses } }) => [
  ...(request ? [{ name: request, example: requestBody!.content['application/json'].example }] : []),
  { name: response, example: responses[200].content['application/json'].example },
]);

/** What a validator makes of a body: the body with its defaults, or undefined where it is refused. */
type Validator = (name: string, body: unknown) => unknown;

const ajv = new Ajv2020({ strict: false, useDefaults: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'contract', components: { schemas } });
const byAjv: Validator = (name, body) => {
  const copy = structuredClone(body);
  return ajv.getSchema(`contract#/components/schemas/${name}`)!(copy) ? copy : undefined;
};

const $defs = JSON.parse(JSON.stringify(schemas).replaceAll('#/components/schemas/', '#/$defs/'));
const derived = Object.fromEntries(
  Object.keys(schemas).map((name) => [name, z.fromJSONSchema({ ...$defs[name], $defs })]),
);
const byDerived: Validator = (name, body) => derived[name]!.safeParse(body).data;
const byGenerated: Validator = (name, body) => zods[name]!.safeParse(body).data;

/** Lower-case and spaced date-times: ajv takes them, the generated schemas do not, and that is wanted. */
const tolerated = (body: unknown) => /"\d{4}-\d\d-\d\d(?:t[\d:]+z| [\d:]+Z)"/.test(JSON.stringify(body));

/** Values of all schemas in turn, made of an example or of all fields there are, then changed. The same at each run. */
function* bodies(): Generator<{ name: string; body: unknown }> {
  const mutator = new Mutator((schema) => resolve(contract, schema), randomFrom(20261123));
  const schemaOf = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  for (const { name, example } of examples) mutator.learn(schemaOf(name), example);
  const starts = [
    ...examples,
    ...Object.keys(schemas).map((name) => ({ name, example: mutator.full(schemaOf(name)) })),
  ];
  for (let round = 0; round < BODIES; round++) {
    const { name, example } = starts[round % starts.length]!;
    yield { name, body: mutator.mutate(schemaOf(name), example) };
  }
}

describe('the generated schemas', () => {
  it.each(examples)('take the example of $name', ({ name, example }) => {
    expect(byGenerated(name, example)).toEqual(byAjv(name, example));
    expect(byGenerated(name, example)).toMatchObject(example as object);
  });

  it(`judge ${BODIES} mutated bodies as ajv and z.fromJSONSchema do, and fill in the same defaults`, {
    timeout: 60_000,
  }, () => {
    const seen = { taken: 0, refused: 0, tolerated: 0 };
    for (const { name, body } of bodies()) {
      const mine = byGenerated(name, body);
      if (tolerated(body)) seen.tolerated++;
      else {
        seen[mine === undefined ? 'refused' : 'taken']++;
        const context = `${name} ${JSON.stringify(body)}`;
        expect(mine, `ajv: ${context}`).toEqual(byAjv(name, body));
        expect(mine, `z.fromJSONSchema: ${context}`).toEqual(byDerived(name, body));
      }
    }
    // A mutator that only breaks things, or nothing, would prove nothing.
    expect(seen.taken).toBeGreaterThan(BODIES / 4);
    expect(seen.refused).toBeGreaterThan(BODIES / 4);
    expect(seen.tolerated).toBeGreaterThan(0);
  });
});

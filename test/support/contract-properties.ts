import { spec } from '../../generated/openapi.gen.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

const schemas = spec.components.schemas as Readonly<Record<string, Schema>>;
const nameOf = ($ref: string) => $ref.split('/').at(-1)!;

/** Every property of every schema, as `Schema.property`. A schema without a name is a part of the one it stands in: `Schema.property.part`. */
export const declaredProperties: readonly string[] = Object.entries(schemas).flatMap(([name, schema]) =>
  within(name, schema),
);

function within(name: string, { properties = {}, items }: Schema): string[] {
  const own = Object.entries(properties).flatMap(([property, schema]) => {
    const path = `${name}.${property}`;
    return [path, ...(schema.$ref ? [] : within(path, schema))];
  });
  return items && !items.$ref ? [...own, ...within(name, items)] : own;
}

/** The properties that a body has, by the names that {@link declaredProperties} gives them. */
export function propertiesIn(reference: string, body: unknown): Set<string> {
  const seen = new Set<string>();
  note(nameOf(reference), schemas[nameOf(reference)]!, body, seen);
  return seen;
}

function note(name: string, schema: Schema, value: unknown, seen: Set<string>): void {
  if (schema.$ref) {
    note(nameOf(schema.$ref), schemas[nameOf(schema.$ref)]!, value, seen);
  } else if (Array.isArray(value)) {
    for (const item of value) note(name, schema.items ?? {}, item, seen);
  } else if (typeof value === 'object' && value !== null) {
    noteEach(name, schema, value, seen);
  }
}

function noteEach(name: string, schema: Schema, value: object, seen: Set<string>): void {
  for (const [property, part] of Object.entries(value)) {
    const declared = schema.properties?.[property];
    if (!declared) continue;
    seen.add(`${name}.${property}`);
    note(`${name}.${property}`, declared, part, seen);
  }
}

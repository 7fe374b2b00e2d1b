import { describe, expect, it } from 'vitest';
import type { Tool } from '../../codegen/model.ts';
import type { ToolSchema } from '../../codegen/portable.ts';
import { meshModel } from './support.ts';

const { operations, tools } = meshModel();

/** Rows as columns of the width of their widest cell. */
function table(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** A tool as a model meets it: what it is for, what to fill in, what comes back. */
function page({ name, title, description, annotations, inputSchema, outputSchema }: Tool): string {
  const hints = Object.entries(annotations).filter(([, holds]) => holds);
  const heading = `${name} (${[title, ...hints.map(([hint]) => hint)].join(', ')})`;
  const answer = Object.entries(outputSchema.properties!).map(([field, { type }]) => `${field} ${type}`);
  return `${[heading, `  ${description}`, ...fields(inputSchema, '  '), `  => ${answer.join(', ')}`].join('\n')}\n`;
}

function fields({ properties = {}, required = [] }: ToolSchema, pad: string): string[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const { type, items, enum: values, default: preset, minimum, maximum, description = '' } = field;
    const kind = values?.join(' | ') ?? (items ? `array of ${items.enum?.join(' | ') ?? items.type}` : type);
    const range = minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? ''}..${maximum ?? ''}`;
    const absent = required.includes(name) ? '' : '?';
    const start = preset === undefined ? '' : ` = ${JSON.stringify(preset)}`;
    return [
      `${pad}${name}${absent}: ${kind}${range}${start}  ${description}`.trimEnd(),
      ...fields(items ?? field, `${pad}  `),
    ];
  });
}

it('the operation index is as reviewed', async () => {
  const rows = operations.map((operation) => [
    operation.method.toUpperCase(),
    operation.path,
    operation.operationId,
    operation.tag,
    operation.access,
    operation.session ? 'session' : 'secret',
    operation.tool ?? '-',
    operation.errors.join(','),
  ]);
  await expect(table(rows)).toMatchFileSnapshot('../golden/operations.txt');
});

describe('the tool list', () => {
  it('is as reviewed', async () => {
    await expect(`${tools.map(page).join('\n')}`).toMatchFileSnapshot('../golden/tools.txt');
  });

  it('fits the catalogue: 5,500 tokens, of 4 characters and more each', () => {
    const listed = tools.map(({ operationId: _, omit: __, ...tool }) => tool);
    expect(JSON.stringify(listed).length).toBeLessThan(5500 * 4);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The text of docs/clients.md. */
export const guide = readFileSync(join(root, 'docs/clients.md'), 'utf8');

/** A client that the guide says how to generate. */
export interface Client {
  /** `python/redocly`: language and generator, which is the folder of its scenario as well. */
  readonly name: string;
  readonly language: string;
  /** The commands of the guide, as they stand there. */
  readonly commands: string;
}

/** Every client of the guide: the blocks that begin with three backticks, `sh` and the name of a client. */
export function clients(): Client[] {
  return [...guide.matchAll(/^```sh (\S+\/\S+)\n([\s\S]*?)^```$/gm)].map(([, name, commands]) => ({
    name: name!,
    language: name!.split('/')[0]!,
    commands: commands!,
  }));
}

/** The folders of test/clients that hold a scenario. */
export function scenarios(): string[] {
  const folders = (path: string) =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return folders(import.meta.dirname).flatMap((language) =>
    folders(join(import.meta.dirname, language)).map((generator) => `${language}/${generator}`),
  );
}

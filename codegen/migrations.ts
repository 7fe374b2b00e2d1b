import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Migration } from './model.ts';

/**
 * Reads `NNNN_name.sql` files, numbered from 1 without gaps. A folder that is not there has none.
 * @throws {Error} naming the file that is out of order or misnamed
 */
export function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((file, index) => {
      const [, digits, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
      const version = index + 1;
      if (!name || Number(digits) !== version) {
        const number = String(version).padStart(4, '0');
        throw new Error(`${join(folder, file)} is out of order. Name it ${number}_<what it does>.sql.`);
      }
      return { version, name, sql: readFileSync(join(folder, file), 'utf8') };
    });
}

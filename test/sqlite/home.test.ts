import { chmodSync, linkSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { networkFuse, networkMount } from '../../src/sqlite/filesystem.ts';
import { newHome, open, start, usedHome } from './support.ts';

/** Name and permission bits of everything in a directory, itself included. */
function modes(home: string): Record<string, string> {
  const octal = (path: string) => (statSync(path).mode & 0o777).toString(8);
  return Object.fromEntries(['.', ...readdirSync(home)].map((name) => [name, octal(join(home, name))]));
}

const allPrivate = {
  '.': '700',
  'instance.json': '600',
  lock: '600',
  'lock.json': '600',
  'peermesh.db': '600',
  'peermesh.db-shm': '600',
  'peermesh.db-wal': '600',
};

describe('the home', () => {
  test.each(['0', '22', '77'])('is private under umask %s', async (umask) => {
    const home = newHome();
    await start('broker.ts', [home, umask]).started;
    expect(modes(home)).toEqual(allPrivate);
  });

  test('is made private again', async () => {
    const home = await usedHome();
    for (const name of readdirSync(home)) chmodSync(join(home, name), 0o666);
    chmodSync(home, 0o777);
    await open(home);
    expect(modes(home)).toEqual(allPrivate);
  });

  test('is refused when it is a symbolic link', async () => {
    const home = newHome();
    mkdirSync(`${home}-elsewhere`);
    symlinkSync(`${home}-elsewhere`, home);
    await expect(open(home)).rejects.toMatchObject({ exitCode: 78, message: expect.stringContaining('symbolic link') });
    expect(readdirSync(`${home}-elsewhere`)).toEqual([]);
  });

  test('begins again after a first start that was cut short', async () => {
    const home = newHome();
    mkdirSync(home);
    for (const leftover of ['peermesh.db.new', 'peermesh.db.new-wal', 'instance.json.new'])
      writeFileSync(join(home, leftover), 'half');
    const engine = await open(home);
    expect(await engine.run(async (tx) => tx.notes.add('first'))).toBe(1);
    expect(modes(home)).toEqual(allPrivate);
  });

  test.each(['symbolic', 'hard'])('is refused when its database is a %s link', async (kind) => {
    const home = newHome();
    const other = await usedHome();
    mkdirSync(home);
    const link = kind === 'hard' ? linkSync : symlinkSync;
    link(join(other, 'peermesh.db'), join(home, 'peermesh.db'));
    await expect(open(home)).rejects.toMatchObject({ kind: 'config', message: expect.stringContaining('is a link') });
  });
});

describe('a network file system', () => {
  const mountinfo = [
    '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '40 22 0:40 / /mnt/my\\040share rw,nosuid - fuse.sshfs ann@studio: rw,user_id=0',
    '41 22 0:41 / /mnt/vault rw,nosuid shared:9 - fuse.gocryptfs /vault rw',
  ].join('\n');

  test.each([
    ['/mnt/my share/home', 'fuse.sshfs'],
    ['/mnt/vault/home', undefined],
    ['/mnt/vaults', 'ext4'],
  ])('of FUSE is told from a local one: %s', (path, type) => {
    expect(networkFuse(path, mountinfo)).toBe(type);
  });

  const mounted = [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '//ann@studio/share on /Volumes/my share (smbfs, nodev, nosuid, mounted by ann)',
  ].join('\n');

  test.each([
    ['/Users/ann/.peermesh', undefined],
    ['/Volumes/my share', 'smbfs'],
    ['/Volumes/my share/home', 'smbfs'],
  ])('of macOS is told from a local one: %s', (path, type) => {
    expect(networkMount(path, mounted)).toBe(type);
  });
});

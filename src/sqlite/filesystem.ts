import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { sep } from 'node:path';
import { EngineError } from './errors.ts';

/** Values of statfs(2) `f_type` on Linux for file systems whose files live on another machine. */
const networkTypes = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x786f4256, 'VirtualBox share'],
  [0xbacbacbc, 'VMware share'],
]);
const FUSE = 0x65735546;

/**
 * File systems in user space that keep their files on this machine; any other may be a network one (sshfs, rclone,
 * virtiofs).
 */
const localFuse = /^(fuseblk|fuse\.(fuse-overlayfs|gocryptfs|encfs|cryfs))$/;

/**
 * Throws {@link EngineError} `config` when the directory is on a network file system: the log in shared memory and the
 * locks of SQLite work on one machine only, and two machines would destroy the database.
 */
export function refuseNetworkFileSystem(home: string): void {
  const network = networkFileSystemOf(realpathSync(home));
  if (network === undefined) return;
  const hint = 'Set PEERMESH_HOME to a directory on a local disk; other machines reach the broker over HTTP.';
  throw new EngineError('config', `PEERMESH_HOME "${home}" is on a network file system (${network}).`, hint);
}

function networkFileSystemOf(path: string): string | undefined {
  if (process.platform === 'linux') {
    const type = statfsSync(path).type >>> 0;
    return type === FUSE ? networkFuse(path, readFileSync('/proc/self/mountinfo', 'utf8')) : networkTypes.get(type);
  }
  if (process.platform === 'darwin') return networkMount(path, spawnSync('/sbin/mount', { encoding: 'utf8' }).stdout);
  return undefined;
}

/** The type of the FUSE mount that holds `path`, by Linux's mountinfo table; undefined when it is known to be local. */
export function networkFuse(path: string, mountinfo: string): string | undefined {
  // "36 35 98:0 /root /mount/point rw,noatime master:1 - ext4 /dev/root rw"; a blank in a name is written \040.
  const mounts = [...mountinfo.matchAll(/^(?:\S+ ){4}(?<point>\S+) .*? - (?<type>\S+) /gm)].map(({ groups }) => ({
    point: groups!.point!.replaceAll(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8))),
    type: groups!.type!,
  }));
  const type = holderOf(path, mounts)?.type ?? 'FUSE';
  return localFuse.test(type) ? undefined : type;
}

/**
 * The type of the mount that holds `path`, by the output of macOS' mount(8); undefined when it has the flag `local`.
 */
export function networkMount(path: string, mounted: string): string | undefined {
  // "/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)", "//ann@studio/share on /Volumes/share (smbfs,
  // nodev)".
  const mounts = [...mounted.matchAll(/ on (?<point>\/.*) \((?<flags>[^)]*)\)$/gm)].map(({ groups }) => ({
    point: groups!.point!,
    flags: groups!.flags!.split(', '),
  }));
  const flags = holderOf(path, mounts)?.flags;
  return flags === undefined || flags.includes('local') ? undefined : flags[0];
}

/** The mount with the longest point that `path` lies under; of equal ones the last, which covers the others. */
function holderOf<M extends { point: string }>(path: string, mounts: Iterable<M>): M | undefined {
  let best: M | undefined;
  for (const mount of mounts) {
    const below = `${path}${sep}`.startsWith(mount.point.endsWith(sep) ? mount.point : `${mount.point}${sep}`);
    if (below && mount.point.length >= (best?.point.length ?? 0)) best = mount;
  }
  return best;
}

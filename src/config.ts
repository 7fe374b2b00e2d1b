import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { exits, StartError } from './errors.ts';
import { prepareHome } from './home.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { checkSecret, createSecret, readSecret } from './secret.ts';

/** Environment and flags as given: names of variables to values. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Flags of the command line; each overrides the variable of the same name (`tokenFile` → PEERMESH_TOKEN_FILE). */
export type Flags = Readonly<Partial<Record<FlagName, string>>>;

/** The settings that have a flag. The secret itself has none, because every user of a machine can read its command lines. */
export type FlagName = keyof typeof variables;

const variables = {
  home: 'PEERMESH_HOME',
  host: 'PEERMESH_HOST',
  port: 'PEERMESH_PORT',
  tokenFile: 'PEERMESH_TOKEN_FILE',
  allowedHosts: 'PEERMESH_ALLOWED_HOSTS',
  allowedOrigins: 'PEERMESH_ALLOWED_ORIGINS',
  url: 'PEERMESH_URL',
  transport: 'PEERMESH_TRANSPORT',
  label: 'PEERMESH_LABEL',
  alias: 'PEERMESH_ALIAS',
  runtime: 'PEERMESH_RUNTIME',
} as const;

/** What a broker runs with. */
export interface BrokerConfig {
  /** Absolute path of the directory with database, token, lock and log. */
  readonly home: string;
  /** Address to listen on, an IP address without brackets. */
  readonly host: string;
  /** Port to listen on; 0 lets the system choose. */
  readonly port: number;
  /** Names that the Host header may carry beside the loopback names and `host`, lower case, with or without a port. */
  readonly allowedHosts: readonly string[];
  /** Origins that the Origin header may carry beside the broker's own. */
  readonly allowedOrigins: readonly string[];
  /** The mesh secret. */
  readonly secret: string;
  /** File that holds the secret; absent when it came from PEERMESH_TOKEN. */
  readonly tokenFile?: string;
  /** True when this start made the secret. */
  readonly firstStart: boolean;
  readonly limits: Limits;
}

/** What a client of the broker runs with: the shim, the commands. */
export interface ClientConfig {
  readonly home: string;
  /** Address of the broker, without a path. */
  readonly url: string;
  /** `remote` never starts a broker on this machine. */
  readonly transport: 'local' | 'remote';
  readonly secret: string;
  readonly label?: string;
  readonly alias?: string;
  readonly runtime?: string;
}

/** Settings of a broker that no variable carries. */
export interface BrokerOptions {
  /** Allows an address that stands for every interface. */
  readonly allowAnyAddress?: boolean;
  readonly limits?: Limits;
}

/**
 * Reads the settings of a broker, prepares its home and, at the first start, makes its secret.
 * Throws {@link StartError} (78): one sentence with the variable, its value (never a secret) and what is allowed.
 */
export function loadBrokerConfig(env: Environment, flags: Flags = {}, options: BrokerOptions = {}): BrokerConfig {
  const read = reader(env, flags);
  const settings = {
    home: homeOf(read),
    host: hostOf(read('host'), options.allowAnyAddress ?? false),
    port: portOf(read('port')),
    allowedHosts: listOf(read('allowedHosts'), hostName),
    allowedOrigins: listOf(read('allowedOrigins'), origin),
    limits: options.limits ?? defaultLimits,
  };
  prepareHome(settings.home);
  return { ...settings, ...secretOf(env, read, settings.home, true)! };
}

/**
 * Reads the settings of a client. In local mode the secret is made when it is missing, since the client starts the broker.
 * Throws {@link StartError} (78) like {@link loadBrokerConfig}, and when remote mode lacks an address or a secret.
 */
export function loadClientConfig(env: Environment, flags: Flags = {}): ClientConfig {
  const { tokenFile: _tokenFile, ...settings } = clientSettings(env, flags);
  const { home, transport } = settings;
  if (transport === 'local') prepareHome(home);
  const secret = secretOf(env, reader(env, flags), home, transport === 'local')?.secret;
  if (!secret) {
    throw refuse(
      `PEERMESH_TRANSPORT is "remote", so the broker's secret must be given in PEERMESH_TOKEN, PEERMESH_TOKEN_FILE or ${join(home, 'token')}.`,
    );
  }
  return { ...settings, secret };
}

/** What a client runs with, but for the secret. */
export interface ClientSettings extends Omit<ClientConfig, 'secret'> {
  /** File that holds the secret, or would; absent when it comes from PEERMESH_TOKEN. */
  readonly tokenFile?: string;
}

/** Reads the settings of a client and nothing else; the disk is left alone. Throws {@link StartError} (78). */
export function clientSettings(env: Environment, flags: Flags = {}): ClientSettings {
  const read = reader(env, flags);
  const home = homeOf(read);
  const transport = transportOf(read('transport'));
  const given = read('url');
  if (transport === 'remote' && !given) {
    throw refuse(
      'PEERMESH_TRANSPORT is "remote", so PEERMESH_URL must name the broker, for example http://studio:7337.',
    );
  }
  const named = read('tokenFile');
  const direct = env.PEERMESH_TOKEN?.trim() && !named?.name.startsWith('--');
  const tokenFile = direct ? undefined : named ? pathOf(named.value) : join(home, 'token');
  const names = { label: read('label')?.value, alias: read('alias')?.value, runtime: read('runtime')?.value };
  return { home, url: urlOf(given), transport, ...withoutAbsent({ tokenFile, ...names }) };
}

/** The secret of a client as it is now, or undefined when there is none; none is made. Throws {@link StartError} (78). */
export function givenSecret(env: Environment, flags: Flags = {}): string | undefined {
  const read = reader(env, flags);
  return secretOf(env, read, homeOf(read), false)?.secret;
}

/** A value and what the user called it: the variable, or the flag that overrode it. */
interface Setting {
  readonly name: string;
  readonly value: string;
}

type Read = (flag: FlagName) => Setting | undefined;

/** An empty variable counts as absent, as in most shells' `${X:-default}`. */
function reader(env: Environment, flags: Flags): Read {
  return (flag) => {
    const fromFlag = flags[flag]?.trim();
    if (fromFlag)
      return { name: `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value: fromFlag };
    const fromEnv = env[variables[flag]]?.trim();
    return fromEnv ? { name: variables[flag], value: fromEnv } : undefined;
  };
}

function homeOf(read: Read): string {
  return pathOf(read('home')?.value ?? join('~', '.peermesh'));
}

/** Settings also come from files that no shell expands. */
function pathOf(given: string): string {
  return resolve(given.replace(/^~(?=$|[\\/])/, homedir()));
}

function hostOf(given: Setting | undefined, allowAnyAddress: boolean): string {
  if (!given) return '127.0.0.1';
  const address = given.value === 'localhost' ? '127.0.0.1' : given.value.replace(/^\[(.*)\]$/, '$1');
  if (isIP(address) === 0) throw wrong(given, 'it must be an IP address of this machine, or localhost');
  if (isAnyAddress(address) && !allowAnyAddress) {
    throw wrong(
      given,
      'that is every network this machine is on: name one address, or add --allow-any-address to mean it',
    );
  }
  return address;
}

/** True for the addresses that stand for every interface, however they are written. */
export function isAnyAddress(address: string): boolean {
  if (isIP(address) !== 6) return address === '0.0.0.0';
  return ['[::]', '[::ffff:0:0]'].includes(new URL(`http://[${address}]`).hostname);
}

function portOf(given: Setting | undefined): number {
  if (!given) return 7337;
  const port = /^\d{1,5}$/.test(given.value) ? Number(given.value) : Number.NaN;
  if (!(port <= 65_535))
    throw wrong(given, 'it must be a whole number from 0 to 65535, where 0 lets the system choose');
  return port;
}

function transportOf(given: Setting | undefined): 'local' | 'remote' {
  if (!given || given.value === 'local') return 'local';
  if (given.value === 'remote') return 'remote';
  throw wrong(given, 'it must be "local" (start a broker here when none answers) or "remote" (never start one)');
}

function urlOf(given: Setting | undefined): string {
  if (!given) return 'http://127.0.0.1:7337';
  const url = URL.parse(given.value);
  const plain = url && /^https?:$/.test(url.protocol) && url.origin === url.href.replace(/\/$/, '');
  if (!plain)
    throw wrong(given, 'it must be http:// or https:// with a host and at most a port, without user, path or query');
  return url.origin;
}

function listOf(given: Setting | undefined, parse: (entry: string) => string | undefined): readonly string[] {
  const entries = given?.value.split(',').map((entry) => entry.trim()) ?? [];
  return entries.filter(Boolean).map((entry) => {
    const parsed = parse(entry);
    if (parsed === undefined) {
      const want =
        parse === hostName ? 'host names, each with or without a port' : 'origins like https://studio.example.ts.net';
      throw wrong(given!, `"${entry}" does not fit: it must be a comma-separated list of ${want}`);
    }
    return parsed;
  });
}

function hostName(entry: string): string | undefined {
  return /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(entry) ? entry.toLowerCase() : undefined;
}

function origin(entry: string): string | undefined {
  const url = URL.parse(entry);
  const plain = url && /^https?:$/.test(url.protocol) && url.href.replace(/\/$/, '') === url.origin;
  return plain ? url.origin : undefined;
}

type SecretSettings = Pick<BrokerConfig, 'secret' | 'tokenFile' | 'firstStart'>;

function secretOf(env: Environment, read: Read, home: string, create: boolean): SecretSettings | undefined {
  const named = read('tokenFile');
  const direct = env.PEERMESH_TOKEN?.trim();
  if (direct && !named?.name.startsWith('--'))
    return { secret: checkSecret(direct, 'PEERMESH_TOKEN'), firstStart: false };
  const tokenFile = named ? pathOf(named.value) : join(home, 'token');
  const known = readSecret(tokenFile);
  if (known) return { secret: known, tokenFile, firstStart: false };
  if (named) throw wrong(named, 'there is no such file: it must hold the mesh secret');
  return create ? { secret: createSecret(tokenFile), tokenFile, firstStart: true } : undefined;
}

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** A URL may carry a password, which must not reach the screen. */
function wrong(setting: Setting, rule: string): StartError {
  return refuse(`${setting.name} is "${setting.value.replace(/\/\/[^/]*@/, '//…@')}": ${rule}.`);
}

function refuse(sentence: string): StartError {
  return new StartError(exits.configuration, sentence);
}

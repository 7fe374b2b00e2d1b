import type { components, Peer } from '../../../generated/types.gen.ts';
import type { Page } from './page.ts';

type PeerRow = components['schemas']['PeerRow'];
type Told = Pick<PeerRow, 'summary' | 'current_task' | 'emotional_state'>;

/** A peer in a list: names and state, then what it says of itself. */
export function renderPeerRow(page: Page, peer: PeerRow): void {
  const { alias, label, runtime, host, presence, locality, unread, last_seen } = peer;
  const seen = presence === 'offline' ? `, last seen ${last_seen}` : '';
  const waiting = unread > 0 ? `, ${unread} unread` : '';
  page.say(`- ${alias} (${label}), ${runtime} on ${host} (${nearness[locality]}), ${presence}${seen}${waiting}`);
  told(page, peer);
}

/** Oneself in full. */
export function renderPeer(page: Page, peer: Peer): void {
  const { alias, label, peer_id, runtime, host, cwd, repo, presence, subscriptions, unread, delivery, broker } = peer;
  page.say(`${alias}, label ${label}, id ${peer_id}: ${runtime} on ${host}, ${presence}`);
  if (cwd) page.say(`Directory ${cwd}${repo ? `, repository ${repo}` : ''}`);
  told(page, peer);
  const channels = subscriptions.map(({ channel, mode }) => (mode === 'all' ? channel : `${channel} (${mode})`));
  page.say(
    `Subscribed to ${channels.join(', ') || 'no channel'}. Unread: ${unread.total}, ${unread.requests} of them requests.`,
  );
  const means = [delivery.push && 'push', delivery.hook && 'hooks'].filter(Boolean).join(' and ');
  page.say(`Messages come by check_messages${means ? `, and are announced by ${means}` : ''}.`);
  page.say(`Broker ${broker.version}, its time ${broker.time}`);
}

/** A peer's words on itself are quoted, one's own too: they came back through the mesh. */
function told(page: Page, { summary, current_task, emotional_state: state }: Told): void {
  page.quote(summary, 'works on');
  page.quote(current_task, 'now');
  if (!state) return;
  const { mood, valence, arousal, drives = [], note } = state;
  const figures = [valence !== undefined && `valence ${valence}`, arousal !== undefined && `arousal ${arousal}`];
  const levels = drives.map(({ name, level }) => `${name} ${level}`);
  const words = [mood, ...figures, ...levels, note].filter(Boolean).join(', ');
  if (words) page.quote(words, 'feels');
}

const nearness = {
  directory: 'same directory',
  repo: 'same repository',
  host: 'same host',
  remote: 'another host',
} as const;

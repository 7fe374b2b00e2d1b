import { notFound } from '../errors.ts';
import type { ChannelRow } from '../store/channels.ts';
import type { Tx } from '../store/port.ts';

/** Near names are looked for among this many. */
const known = 2_000;

/** The full name of a channel, the # included. */
export const fullName = (ref: string): string => (ref.startsWith('#') ? ref : `#${ref}`);

/**
 * The channel that a reference names.
 * @throws MeshError `not_found` with near names
 */
export async function channelNamed(tx: Tx, ref: string): Promise<ChannelRow> {
  const channel = await tx.channels.byName(fullName(ref));
  if (channel) return channel;
  throw notFound(
    'channel',
    fullName(ref),
    await tx.channels.names(known),
    'list_channels (listChannels) shows them; create_channel (createChannel) makes one.',
  );
}

import type { Channel } from '../../../generated/types.gen.ts';
import type { Page } from './page.ts';

/** A channel on a line, its topic on another. */
export function renderChannel(page: Page, channel: Channel): void {
  const { name, topic, subscribers, subscribed, mode, unread, last_post_at } = channel;
  const own = subscribed
    ? `you are subscribed${mode === 'mentions' ? ' to mentions' : ''}, ${unread} unread`
    : 'not subscribed';
  const last = last_post_at ? `, last post ${last_post_at}` : '';
  page.say(`- ${name}: ${subscribers} subscriber${subscribers === 1 ? '' : 's'}, ${own}${last}`);
  page.quote(topic, 'topic');
}

import type { GetPromptResult, ListPromptsResult } from '@modelcontextprotocol/sdk/types.js';

/** Prompts that people may pick; nothing depends on them. */
export const prompts: ListPromptsResult['prompts'] = [
  { name: 'standup', title: 'Standup', description: 'Read what waits and say where the mesh and your tasks stand.' },
  {
    name: 'handoff',
    title: 'Hand off',
    description: 'Hand your current work over to another peer.',
    arguments: [{ name: 'to', description: 'Alias or label of the peer; without it the best one is picked.' }],
  },
];

/** The text of a prompt; undefined when there is none of this name. */
export function prompt(name: string, values: Readonly<Record<string, string>> = {}): GetPromptResult | undefined {
  const found = prompts.find((entry) => entry.name === name);
  const text = name === 'standup' ? standup : handoff(values.to);
  return found && { description: found.description!, messages: [{ role: 'user', content: { type: 'text', text } }] };
}

const standup = `Hold a standup over PeerMesh:
1. check_messages until none remain; answer requests that you can answer at once.
2. list_tasks with role assigned, then with role created; list_peers.
3. set_status with a summary of what you work on.
4. Tell me in a few lines: what you did, what you do next, what blocks you, what waits for others, and who is online.`;

const handoff = (to?: string) => `Hand your current work over on PeerMesh:
1. ${to ? `The recipient is ${JSON.stringify(to)}; look at it with list_peers.` : 'list_peers, and pick the peer that is nearest to this work and online.'}
2. memory_set what the recipient must know and cannot see: decisions, commands, dead ends. No secrets.
3. create_task with that assignee: what is to be done, where things are, how to tell that it is finished, the memory keys.
4. If you hold a task for this work, assign_task it instead, with a note.
5. Tell me what you handed over, to whom, and how the recipient does.`;

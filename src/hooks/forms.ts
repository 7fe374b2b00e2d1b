/** The runtimes whose hooks can put text before the model, by the name `peermesh hook` takes and the one they register under. */
export const runtimes = {
  claude: 'claude-code',
  codex: 'codex',
  gemini: 'gemini-cli',
  cursor: 'cursor',
} as const;

/** A runtime as `peermesh hook` names it. */
export type HookRuntime = keyof typeof runtimes;

/** What one event of a runtime can do with text. */
interface Form {
  /** Whether it comes with a turn of the user, and so seldom that it is never held back. */
  readonly turn?: true;
  /** Whether it would make a session go on that is about to rest: then only requests are worth it. */
  readonly goesOn?: true;
  /** What is printed, from which the runtime takes the text. */
  readonly print: (text: string) => object;
}

const context = (event: string) => (text: string) => ({
  hookSpecificOutput: { hookEventName: event, additionalContext: text },
});
const block = (reason: string) => ({ decision: 'block', reason });
const deny = (reason: string) => ({ decision: 'deny', reason });
const cursorContext = (text: string) => ({ additional_context: text });

// Claude Code and Codex take the same form.
const likeClaude: Record<string, Form> = {
  SessionStart: { turn: true, print: context('SessionStart') },
  UserPromptSubmit: { turn: true, print: context('UserPromptSubmit') },
  PostToolUse: { print: context('PostToolUse') },
  Stop: { goesOn: true, print: block },
};

/** The events that are served, and their forms, by the documentation of each runtime. */
export const forms: Record<HookRuntime, Record<string, Form>> = {
  claude: likeClaude,
  codex: likeClaude,
  gemini: {
    SessionStart: { turn: true, print: context('SessionStart') },
    BeforeAgent: { turn: true, print: context('BeforeAgent') },
    AfterTool: { print: context('AfterTool') },
    AfterAgent: { goesOn: true, print: deny },
  },
  cursor: {
    sessionStart: { turn: true, print: cursorContext },
    postToolUse: { print: cursorContext },
    stop: { goesOn: true, print: (text) => ({ followup_message: text }) },
  },
};

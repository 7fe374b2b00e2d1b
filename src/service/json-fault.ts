/**
 * Where a text stops being JSON, as "line 3, column 17", both from 1. `JSON.parse` names no place for a wrong word, and its
 * message quotes the text, which may be a secret.
 * @returns undefined when it is JSON
 */
export function jsonFault(text: string): string | undefined {
  const at = faultIn(text);
  if (at === undefined) return undefined;
  const before = text.slice(0, at);
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`;
}

const blank = /[ \t\n\r]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** All but quotes, backslashes and control characters. */
const unescaped = /[ !#-[\]-\uffff]*/y;
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Place of the first fault. Without recursion: a value may open 262,144 brackets. */
function faultIn(text: string): number | undefined {
  const open: string[] = [];
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const takeHere = (sign: string): boolean => {
    if (text[at] !== sign) return false;
    at++;
    return true;
  };
  const take = (sign: string): boolean => skip(blank) && takeHere(sign);
  const takeString = (): boolean => {
    if (!take('"')) return false;
    do skip(unescaped);
    while (skip(escaped));
    return takeHere('"');
  };
  const takeName = (): boolean => takeString() && take(':');

  for (;;) {
    if (take('{')) {
      if (!take('}')) {
        open.push('}');
        if (!takeName()) return at;
        continue;
      }
    } else if (take('[')) {
      if (!take(']')) {
        open.push(']');
        continue;
      }
    } else if (text[at] === '"' ? !takeString() : !skip(literal)) return at;
    // A value is complete: what was opened around it ends, or goes on.
    while (open.length > 0 && take(open.at(-1)!)) open.pop();
    if (open.length === 0) return skip(blank) && at === text.length ? undefined : at;
    if (!take(',')) return at;
    if (open.at(-1) === '}' && !takeName()) return at;
  }
}

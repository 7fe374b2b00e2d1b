/** Controls, format characters, what fonts show as nothing, and halves of characters. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u2800]/gu;

/** A joiner or a variation selector inside an emoji changes how it looks, and hides nothing. */
const emoji =
  /[0-9#*]\ufe0f\u20e3|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?)*/gu;

/**
 * A text with nothing hidden in it: terminal escapes, directional overrides, tag characters and the like appear as
 * `⟨U+202E⟩`. Tabs stay, and so do line feeds unless `oneLine` is asked for. Emoji stay whole.
 */
export function visible(text: string, oneLine = false): string {
  let shown = '';
  let from = 0;
  for (const { 0: whole, index } of text.matchAll(emoji)) {
    shown += reveal(text.slice(from, index), oneLine) + whole;
    from = index + whole.length;
  }
  return shown + reveal(text.slice(from), oneLine);
}

function reveal(text: string, oneLine: boolean): string {
  return text.replace(hidden, (character) => {
    if (character === '\t' || (character === '\n' && !oneLine)) return character;
    return `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟩`;
  });
}

/**
 * Whether both database engines keep the text as it is: no zero character, which one of them refuses, and no half of a
 * character, which has no bytes of its own.
 */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The same for every text in a value of plain JSON, its keys among them, however deep it is nested. */
export function isStorable(value: unknown): boolean {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const at = pending.pop();
    if (typeof at === 'string' && !isStorableText(at)) return false;
    if (typeof at !== 'object' || at === null) continue;
    for (const [key, member] of Object.entries(at)) {
      if (!isStorableText(key)) return false;
      pending.push(member);
    }
  }
  return true;
}

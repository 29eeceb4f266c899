const here = 'http://own.invalid';
const longest = 500;

/** Where to go on: a path of this site and nothing else, whatever the link said; the worklist when it said nothing of use. */
export function ownPath(next: string | null | undefined): string {
  if (!next || next.length > longest || !URL.canParse(next, here)) return '/worklist';
  const { origin, pathname, search } = new URL(next, here);
  // A path of ours may still come out as "//host", which a browser takes for another site.
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : '/worklist';
}

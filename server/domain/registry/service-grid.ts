/** 服务网格: a part of the neighbourhood and the team that looks after it. */
export interface GridCell {
  /** Of the region's own making, such as 柳林-03. */
  readonly code: string;
  readonly name: string;
  readonly institutionCode: string;
  /** Null: nobody's yet. */
  readonly teamId: string | null;
  /** Villages, communities and streets as addresses write them. */
  readonly places: readonly string[];
}

export interface GridMatch {
  readonly teamId: string;
  readonly code: string;
  readonly name: string;
  /** The part of the address that it was found by. */
  readonly by: string;
}

/**
 * The teams whose grid an address lies in, the closest match first: a longer name tells more than a shorter one, and of two alike the one whose
 * code comes first. A team is named once.
 */
export function teamsByAddress(address: string, cells: readonly GridCell[]): GridMatch[] {
  const written = plain(address);
  const matches = cells.flatMap(({ code, name, teamId, places }): GridMatch[] => {
    if (teamId === null) return [];
    const by = [name, ...places].filter((place) => plain(place).length >= 2 && written.includes(plain(place))).sort((a, b) => plain(b).length - plain(a).length)[0];
    return by === undefined ? [] : [{ teamId, code, name, by }];
  });
  matches.sort((a, b) => plain(b.by).length - plain(a.by).length || (a.code < b.code ? -1 : 1));
  const seen = new Set<string>();
  return matches.filter(({ teamId }) => !seen.has(teamId) && seen.add(teamId) !== undefined);
}

/** Full-width digits and blanks make no difference. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}

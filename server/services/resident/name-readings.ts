import { pinyin } from 'pinyin-pro';

/** More readings of a name than this are not searched for; names with so many are all but unknown. */
const mostReadings = 16;

export interface NameReadings {
  /** Each reading in full, small letters without tones or blanks: 单雄信 as shanxiongxin, danxiongxin, chanxiongxin. */
  readonly full: readonly string[];
  readonly initials: readonly string[];
}

/**
 * Every way to say a name. The surname's own reading comes first (单 shan, 曾 zeng, 尉迟 yuchi), then the others of each character; ü is
 * written v, as keyboards do. Latin letters stand for themselves, and each of their words begins an initial.
 */
export function readingsOf(name: string): NameReadings {
  const bare = name.normalize('NFKC').trim();
  let combined: { full: string; initials: string }[] = [{ full: '', initials: '' }];
  for (const choices of syllablesOf(bare)) {
    combined = combined.flatMap(({ full, initials }) => choices.map((said) => ({ full: full + said.full, initials: initials + said.initials }))).slice(0, mostReadings);
  }
  const known = combined.filter(({ full }) => full !== '');
  return { full: [...new Set(known.map(({ full }) => full))], initials: [...new Set(known.map(({ initials }) => initials))] };
}

interface Said {
  readonly full: string;
  readonly initials: string;
}

function syllablesOf(name: string): (readonly Said[])[] {
  const asSurname = surnameReadings(name);
  const words = name.match(/\p{Script=Han}|[^\p{Script=Han}]+/gu) ?? [];
  return words.map((word, at) => {
    if (!/\p{Script=Han}/u.test(word)) return [saidOf(word)];
    const readings = readingsOfCharacter(word);
    const surname = asSurname[at];
    return (surname === undefined ? readings : [...new Set([surname, ...readings])]).map((full) => ({ full, initials: full.charAt(0) }));
  });
}

function saidOf(word: string): Said {
  const parts = word
    .normalize('NFD')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');
  return { full: parts.join(''), initials: parts.map((part) => part.charAt(0)).join('') };
}

const surnames = new Map<string, readonly string[]>();
const characters = new Map<string, readonly string[]>();

/** How the first characters are read as a surname, of one or of two characters. */
function surnameReadings(name: string): readonly string[] {
  const head = [...name].slice(0, 2).join('');
  if (!/^\p{Script=Han}{1,2}$/u.test(head)) return [];
  return remembered(surnames, head, () => spoken(pinyin(head, { mode: 'surname', toneType: 'none', type: 'array', v: true })));
}

function readingsOfCharacter(character: string): readonly string[] {
  return remembered(characters, character, () => {
    const readings = spoken(pinyin(character, { multiple: true, toneType: 'none', type: 'array', v: true }));
    return readings.length === 0 ? [''] : [...new Set(readings)];
  });
}

/** A character the dictionary does not have is given back as it stands; it has no reading. */
function spoken(readings: readonly string[]): string[] {
  return readings.map((reading) => reading.toLowerCase().replaceAll('ü', 'v').replace(/[^a-z]/g, ''));
}

/** Names use a few thousand characters and surnames; beyond that somebody is feeding in something else. */
const mostRemembered = 50_000;

function remembered(known: Map<string, readonly string[]>, text: string, read: () => readonly string[]): readonly string[] {
  const held = known.get(text);
  if (held !== undefined) return held;
  if (known.size >= mostRemembered) known.clear();
  const readings = read();
  known.set(text, readings);
  return readings;
}

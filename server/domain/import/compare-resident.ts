import type { Day } from '@/server/domain/kernel/calendar-day';
import { maskIdentityNumber, maskPhone } from '@/server/domain/kernel/identity-number';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';

/** Particulars of a resident that a file may tell otherwise than they are on file, in the order in which they are shown. */
export const comparedFields = ['certificate', 'name', 'sex', 'birthDay', 'deathDay', 'insutype', 'retired', 'phone', 'address', 'keyGroups', 'homeInstitution'] as const;
export type ComparedField = (typeof comparedFields)[number];

export interface ComparedParticulars {
  /** Kind and normalised number of the certificate. */
  readonly certificate: { readonly certType: string; readonly number: string };
  readonly name: string;
  readonly sex: Sex;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly phone: string | null;
  readonly address: string | null;
  readonly keyGroups: readonly KeyGroup[];
  readonly homeInstitution: string | null;
}

/** What a row says; a field it leaves empty is not told, and is nothing to differ in. */
export type ToldParticulars = Partial<ComparedParticulars>;

/** One field that would become another, each side as it is written in a file. */
export interface FieldDifference {
  readonly field: ComparedField;
  readonly before: string | null;
  readonly after: string | null;
}

/** Groups that the birth day tells; nobody enters or leaves them by a file. */
const groupsOfAge: readonly KeyGroup[] = ['elderly65', 'child0to6'];

/** Key groups that the row names and the resident is not in. Whoever is not named does not leave one. */
export function groupsToJoin(onFile: readonly KeyGroup[], told: readonly KeyGroup[]): KeyGroup[] {
  return told.filter((group) => !groupsOfAge.includes(group) && !onFile.includes(group));
}

/** Every field in which a row differs from what is on file. */
export function differencesOf(onFile: ComparedParticulars, told: ToldParticulars): FieldDifference[] {
  return comparedFields.flatMap((field): FieldDifference[] => {
    if (told[field] === undefined || told[field] === null) return [];
    if (field === 'keyGroups') {
      const joined = groupsToJoin(onFile.keyGroups, told.keyGroups ?? []);
      return joined.length === 0 ? [] : [{ field, before: listOf(onFile.keyGroups), after: listOf([...onFile.keyGroups, ...joined]) }];
    }
    const [before, after] = [textOf(onFile, field), textOf({ ...onFile, ...told }, field)];
    return before === after ? [] : [{ field, before, after }];
  });
}

function textOf(particulars: ComparedParticulars, field: Exclude<ComparedField, 'keyGroups'>): string | null {
  switch (field) {
    case 'certificate':
      return `${particulars.certificate.certType} ${particulars.certificate.number}`;
    case 'retired':
      return particulars.retired ? '1' : '0';
    case 'phone':
      return particulars.phone?.normalize('NFKC').replace(/[\s-]/g, '') ?? null;
    case 'address':
      return particulars.address?.normalize('NFKC').trim() ?? null;
    default:
      return particulars[field];
  }
}

function listOf(groups: readonly KeyGroup[]): string {
  return [...groups].sort().join(';');
}

/** The same with numbers and phones as they may be shown. */
export function maskedDifference({ field, before, after }: FieldDifference): FieldDifference {
  const mask = (text: string | null) => {
    if (text === null) return null;
    if (field === 'phone') return maskPhone(text);
    return field === 'certificate' ? `${text.slice(0, 2)} ${maskIdentityNumber(text.slice(3))}` : text;
  };
  return { field, before: mask(before), after: mask(after) };
}

import { type ResidentRow, maskedNumberOf, maskedPhoneOf } from '@/db/queries/resident';
import type { ResidentChangeRow } from '@/db/queries/resident-change';
import { canonicalJson } from '@/server/domain/kernel/canonical-json';
import type { MergeParticular, ParticularsKept } from '@/server/domain/registry/merge';
import type { ChangeValue, ChangedField } from '@/server/domain/registry/resident-change';
import { type ServiceContext, nameOfActor } from '../context';

interface Shown {
  readonly field: ChangedField;
  readonly value: (row: ResidentRow) => ChangeValue;
  /** What is kept sealed beside a value that is masked. */
  readonly sealed?: (row: ResidentRow) => string | null;
}

const shown: Readonly<Record<MergeParticular, Shown>> = {
  certificate: { field: 'certificate', value: (row) => ({ certType: row.certType, number: maskedNumberOf(row) }), sealed: (row) => row.identitySealed },
  name: { field: 'name', value: ({ name }) => ({ name }) },
  sex: { field: 'sex', value: ({ sex }) => ({ sex }) },
  birthDay: { field: 'birth_day', value: ({ birthDay }) => ({ birthDay }) },
  deathDay: { field: 'death', value: ({ deathDay }) => (deathDay === null ? null : { deathDay }) },
  phone: { field: 'phone', value: phoneOf, sealed: (row) => row.phoneSealed },
  address: { field: 'address', value: ({ address }) => (address === null ? null : { address }) },
  insurance: { field: 'coverage', value: ({ insutype, retired }) => ({ insutype, retired }) },
  home: { field: 'home', value: ({ homeInstitutionCode: institutionCode }) => (institutionCode === null ? null : { institutionCode }) },
};

function phoneOf(row: ResidentRow): ChangeValue {
  const phone = maskedPhoneOf(row);
  return phone === null ? null : { phone };
}

/** The history of the survivor's record: one row for each particular that became another by merging. */
export function changesOf(context: ServiceContext, survivor: ResidentRow, merged: ResidentRow, kept: ParticularsKept, reason: string): ResidentChangeRow[] {
  const particulars = Object.keys(shown) as MergeParticular[];
  return particulars.flatMap((particular) => {
    const { field, value, sealed = () => null } = shown[particular];
    const [before, after] = [value(survivor), value(merged)];
    if (kept[particular] !== 'merged' || canonicalJson(before) === canonicalJson(after)) return [];
    return [
      {
        ...{ regionCode: survivor.regionCode, id: context.newId(), residentId: survivor.id, field, day: null, before, after },
        ...{ beforeSealed: sealed(survivor), afterSealed: sealed(merged), reason: reason.trim(), source: 'merge' as const, at: context.now(), byName: nameOfActor(context.actor) },
      },
    ];
  });
}

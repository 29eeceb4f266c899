import { fresh } from '../factories/referrals';
import type { Probe } from './probe';

const departments = [{ departmentCode: 'cardiology', departmentName: '心血管内科' }];
const handle = ({ specialtyId }: { readonly specialtyId: string }) => ({ id: specialtyId, version: 2 });

export const specialtyProbes: readonly Probe[] = [
  // Who shares which departments with whom is known to all who refer in the region.
  { path: 'specialty.list', kind: 'list', wide: true, marks: (held) => [held.specialtyId] },
  { path: 'specialty.choices', kind: 'list', wide: true, marks: (held) => [held.institutionCode] },
  { path: 'specialty.found', kind: 'named', input: ({ institutionCode }) => ({ name: fresh('联盟'), hospitalCode: institutionCode, departments, fromDay: '2099-01-01', toDay: null }) },
  { path: 'specialty.change', kind: 'named', input: (asked) => ({ ...handle(asked), name: fresh('联盟'), departments }) },
  { path: 'specialty.join', kind: 'named', input: (asked) => ({ ...handle(asked), kind: 'institution', memberId: asked.institutionCode, fromDay: '2099-01-01' }) },
  { path: 'specialty.leave', kind: 'named', input: (asked) => ({ ...handle(asked), memberRowId: asked.specialtyMemberId, toDay: '2099-12-31' }) },
  { path: 'specialty.end', kind: 'named', input: (asked) => ({ ...handle(asked), toDay: '2099-12-31' }) },
];

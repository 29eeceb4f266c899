import { fresh } from '../factories/referrals';
import { type Probe, noRows } from './probe';
import { type Holding, strangersNumber } from './world';

const page = { page: 1, pageSize: 100 };
const consent = { textVersion: '2025-01', guardian: null };
const term = { practitionerId: null, packageCodes: ['basic'], startDay: null, termYears: 1, consent };
const form = { certType: '01', name: '新来的', sex: null, birthDay: null, insutype: '310', retired: false, keyGroups: [], phone: null, address: null };

const contractProbes: readonly Probe[] = [
  { path: 'contract.list', kind: 'list', input: () => ({ tab: 'all', withinDays: 30, teamId: null, text: '', ...page }), marks: (held) => [held.contractId, held.residentId] },
  { path: 'contract.list', what: 'of a team', kind: 'named', input: ({ teamId }) => ({ tab: 'all', withinDays: 30, teamId, text: '', ...page }), nothing: noRows },
  { path: 'contract.list', what: 'by number', kind: 'named', input: ({ contractNumber }) => ({ tab: 'all', withinDays: 30, teamId: null, text: contractNumber, ...page }), nothing: noRows },
  { path: 'contract.get', kind: 'named', input: ({ contractId }) => ({ contractId }) },
  { path: 'contract.terms', kind: 'bare', why: 'the region’s policy, the same for everybody in it' },
  { path: 'contract.sign', what: 'with a team', kind: 'named', input: ({ teamId }, own) => ({ requestKey: fresh('signing'), resident: { id: own.residentId }, teamId, ...term }) },
  // Whoever lives in the region may be signed by any team of it.
  { path: 'contract.sign', what: 'a resident', kind: 'named', wide: true, input: ({ residentId }, own) => ({ requestKey: fresh('signing'), resident: { id: residentId }, teamId: own.teamId, ...term }) },
  { path: 'contract.terminate', kind: 'named', input: ({ contractId }) => ({ contractId, reason: 'moved_away', endDay: null, note: '迁往外地居住' }) },
  { path: 'pass.issue', kind: 'named', input: ({ residentId }) => ({ residentId }) },
];

const residentProbes: readonly Probe[] = [
  { path: 'resident.list', kind: 'list', input: () => ({ text: '', ...page }), marks: (held) => [held.residentId] },
  { path: 'resident.get', kind: 'named', input: ({ residentId }) => ({ residentId }) },
  // To be signed, a person must be found by their number anywhere in the region.
  { path: 'resident.find', kind: 'named', wide: true, input: ({ certNo }) => ({ certType: '01', certNo }), nothing: ({ code, value }) => code === 'OK' && value === null },
  {
    path: 'resident.register',
    kind: 'named',
    wide: true,
    input: ({ institutionCode }) => ({ ...form, certNo: strangersNumber(), homeInstitutionCode: institutionCode }),
    nothing: ({ refusals }) => refusals.length === 1 && refusals[0]?.code === 'registry.institution_unknown',
  },
  { path: 'resident.unmask', kind: 'named', input: ({ residentId }) => ({ residentId, reason: '核对医保待遇' }) },
];

const staffProbes: readonly Probe[] = [
  { path: 'me.self', kind: 'bare', why: 'takes nothing; the session says who asks' },
  { path: 'worklist.tiles', kind: 'sum', input: () => ({ mine: false }) },
  { path: 'worklist.tiles', what: 'of my team', kind: 'sum', input: () => ({ mine: true }) },
  { path: 'institution.list', kind: 'list', wide: true, input: () => ({ levels: [] }), marks: (held) => [held.institutionCode] },
  { path: 'team.list', kind: 'list', marks: (held) => [held.teamId] },
  { path: 'account.list', kind: 'list', wide: true, input: () => ({ pageSize: 100 }), marks: (held) => [`"${held.accountId}"`] },
  { path: 'account.disable', kind: 'named', wide: true, input: ({ accountId }) => ({ accountId }) },
  { path: 'account.enable', kind: 'named', wide: true, input: ({ accountId }) => ({ accountId }) },
  { path: 'audit.list', kind: 'named', wide: true, input: ({ contractId }) => ({ subjectKind: 'contract', subjectId: contractId }), nothing: noRows },
  { path: 'audit.list', what: 'of all subjects', kind: 'list', wide: true, input: () => ({ limit: 200 }), marks: ({ settlementId }: Holding) => [settlementId] },
];

const ownProbes: readonly Probe[] = [
  { path: 'own.contract', kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' },
  { path: 'own.referrals', kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' },
  { path: 'own.benefits', kind: 'bare', input: () => ({ year: '2025-01-01' }), why: 'a year, of whoever asks; own-view.test.ts shows whose it is' },
  { path: 'own.lookups', kind: 'bare', why: 'takes nothing; own-view.test.ts shows whose it is' },
];

export const peopleProbes: readonly Probe[] = [...contractProbes, ...residentProbes, ...staffProbes, ...ownProbes];

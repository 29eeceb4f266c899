import type { Answer } from './ask';
import { assessedYear } from './held-money';
import type { Probe } from './probe';

const isUnknown = ({ refusals }: Answer) => refusals.length === 1 && refusals[0]?.code === 'assessment.subject_unknown';

export const assessmentProbes: readonly Probe[] = [
  { path: 'assessment.list', kind: 'list', input: () => ({ year: assessedYear }), marks: (held) => [held.institutionCode] },
  {
    path: 'assessment.enter',
    kind: 'named',
    wide: true,
    input: ({ institutionCode }) => ({ year: assessedYear, entries: [{ kind: 'institution', code: institutionCode, score: '88', note: null }] }),
    nothing: isUnknown,
  },
  { path: 'assessment.import', kind: 'bare', input: () => ({ year: assessedYear, base64: '' }), why: 'enters what the file names, as assessment.enter does' },
  { path: 'assessment.approve', kind: 'named', wide: true, input: ({ institutionCode }) => ({ year: assessedYear, kind: 'institution', code: institutionCode }) },
];

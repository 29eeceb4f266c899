import type { RefusalSentences } from './index';

const kinds = { alliance: '医联体', institution: '机构' } as const;

export const assessmentRefusals = {
  'assessment.score_malformed': ({ found }) => `得分写成“${found}”，应在 0 与 100 之间，最多两位小数。请改正。`,
  'assessment.subject_unknown': ({ kind, code }) => `本统筹区没有编码为 ${code} 的${kinds[kind]}。请核对编码。`,
  'assessment.subject_twice': ({ kind, code }) => `${kinds[kind]} ${code} 在文件里出现了两次。请只留一行。`,
  'assessment.year_settled': ({ year }) => `${year} 年度清算已经确认并入账，考核得分不能再改。`,
  'assessment.already_approved': ({ code }) => `${code} 的得分已经批准，不必再批。`,
  'assessment.same_person': ({ code }) => `${code} 的得分是您录入的，须由另一人批准。请转给其他同事。`,
} satisfies RefusalSentences<`assessment.${string}`>;

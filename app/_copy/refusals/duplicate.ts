import { mergeSubjectWords } from '@/app/_copy/duplicate-words';
import type { DuplicateRefusal } from '@/server/domain/registry/merge';
import type { RefusalSentences } from './index';

export const duplicateRefusals = {
  'duplicate.same_record': () => '选的是同一份档案，没有什么可以合并。请选两份不同的档案。',
  'duplicate.merged_already': ({ name }) => `${name}的这份档案已经并入另一份档案。请打开保留的那份档案再办。`,
  'duplicate.reason_missing': ({ least }) => `请写明依据，至少 ${least} 个字，例如核对了哪些证件。`,
  'duplicate.contract_choice_missing': ({ contracts }) =>
    `两份档案各有一份有效签约：${contracts.map(({ teamName, startDay, endDay }) => `${teamName}（${startDay} 至 ${endDay}）`).join('；')}。一个人同一天只能有一份签约，请选定保留哪一份。`,
  'duplicate.contract_not_theirs': () => '选定保留的签约不是这两份档案的有效签约。请重新选择。',
  'duplicate.both_applied': ({ diseases }) => `两份档案都有还没有审批的${diseases.join('、')}认定申请。请先审批或撤回其中一份，再合并。`,
  'duplicate.decided_already': () => '这一对档案已经有人处理过了。请刷新后查看结果。',
  'duplicate.undone_already': () => '这次合并已经撤销过了。',
  'duplicate.merged_again': () => '这次合并以后，其中的档案又参与了别的合并。请先撤销后来的那一次。',
  'duplicate.changed_since': ({ subjects }) => `合并以后，这位居民的${subjects.map((subject) => mergeSubjectWords[subject]).join('、')}又有了变化，不能再整体撤销。需要分开的，请另行登记并逐项更正。`,
} satisfies RefusalSentences<DuplicateRefusal['code']>;

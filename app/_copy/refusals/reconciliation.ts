import type { RefusalSentences } from './index';

export const reconciliationRefusals = {
  'reconciliation.nothing_to_mark': ({ settlementId }) => `结算号 ${settlementId} 与医院上报没有差异，或没有可比的金额，不需要处理。请从列表里选有差异的记录。`,
  'reconciliation.adjudicated_again': ({ settlementId }) => `结算号 ${settlementId} 在您打开列表以后重新核定过，金额可能变了。请刷新列表，看过新的金额再处理。`,
  'reconciliation.not_asked': ({ settlementId }) => `结算号 ${settlementId} 还没有要求医院更正，不能标为已更正。请先标“要求医院更正”。`,
  'reconciliation.note_missing': ({ settlementId }) => `结算号 ${settlementId} 没有写说明。认可医院数要写明理由，要求更正要写明改什么。`,
  'reconciliation.too_many_rows': ({ most }) => `符合条件的记录超过 ${most.toLocaleString('zh-CN')} 条，一个文件放不下。请按月份、机构或分类分开导出。`,
} satisfies RefusalSentences<`reconciliation.${string}`>;

import { disposalKinds, labelOf, objectionStatuses, pools } from '@/app/_copy/labels';
import { yuanText } from '@/app/_ui/money';
import type { RefusalSentences } from './index';

const lineName = ({ poolId, code }: { readonly poolId: string; readonly code: string }) => `机构 ${code} 的“${labelOf(pools, poolId)}”`;

export const settlementCourseRefusals = {
  'objection.too_late': ({ until }) => `提出异议的期限到 ${until} 为止，已经过了。如确有差错，请直接联系医保经办。`,
  'objection.already_raised': ({ number }) => `这一行的第 ${number} 号异议还在等待答复。请等答复后再提，或先撤回它。`,
  'objection.text_missing': ({ field }) => (field === 'text' ? '没有写明异议的理由。请写清楚哪里不对、依据是什么。' : '没有写明答复的理由。采纳或不采纳，都请写清楚依据。'),
  'objection.amount_missing': ({ amountFen }) => `争议金额是 ${yuanText(amountFen)}，应当大于零。请填写您认为少算的金额。`,
  'objection.not_open': ({ number, status }) => `第 ${number} 号异议${objectionStatuses[status]}，不能再办。请刷新后查看。`,
  'objection.own_computation': ({ number }) => `第 ${number} 号异议针对您核算的数字，您可以采纳，但不能自己驳回。请转给其他同事答复。`,
  'objection.not_author': ({ number }) => `第 ${number} 号异议不是您提出的，只能由提出人撤回。`,
  'closing.no_such_line': (line) => `这份清算里没有${lineName(line)}这一行。请刷新后核对。`,
  'closing.line_twice': (line) => `${lineName(line)}登记了两次。请只留一笔。`,
  'closing.nothing_due': (line) => `${lineName(line)}清算应付是零，不需要登记收付。`,
  'closing.wrong_kind': ({ finalFen, kind, ...line }) =>
    `${lineName(line)}清算应付是 ${yuanText(finalFen)}，不能登记为“${disposalKinds[kind]}”。${finalFen > 0 ? '请登记为已支付。' : '请登记为已收回，或结转下年。'}`,
  'closing.voucher_missing': (line) => `${lineName(line)}没有填凭证号。请填写付款或收款的凭证号。`,
  'closing.day_outside': ({ day, from, to, ...line }) => `${lineName(line)}的收付日期是 ${day}，应在确认之日 ${from} 与今天 ${to} 之间。请核对日期。`,
  'closing.lines_open': ({ count }) => `还有 ${count} 行没有登记支付、收回或结转。请财务先逐行登记，再办结。`,
} satisfies RefusalSentences<`objection.${string}` | `closing.${string}`>;

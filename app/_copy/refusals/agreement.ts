import { signatureLimitBytes } from '@/server/domain/agreement/signature';
import type { AgreementRefusal } from '@/server/domain/agreement/refusals';
import type { RefusalSentences } from './index';

const documents: Readonly<Record<string, string>> = { agreement: '协议', consent: '知情同意书' };

export const agreementRefusals = {
  'signature.too_large': ({ bytes, limitBytes }) => `签名图片有 ${Math.ceil(bytes / 1024)} KB，超过 ${Math.floor((limitBytes || signatureLimitBytes) / 1024)} KB。请清除后重新签名。`,
  'signature.not_png': () => '签名图片打不开。请清除后重新签名；仍不行的，请选“在纸上签名”。',
  'signature.wrong_size': ({ width, height, most }) => `签名图片的尺寸（${width}×${height}）不对，每边应在 ${most} 像素以内。请刷新页面后重新签名。`,
  'signature.blank': () => '手写区里几乎没有笔迹。请居民重新签名，或选“在纸上签名”。',
  'agreement.text_empty': () => '还没有写正文。请写好条款再保存。',
  'agreement.slot_unknown': ({ line, name }) => `第 ${line} 行的“{${name}}”不是可用的填写项。请对照右侧的填写项名称改正。`,
  'agreement.brace_open': ({ line }) => `第 ${line} 行的花括号没有成对。填写项要写成“{居民姓名}”的样子；正文里不能单独用花括号。`,
  'agreement.table_unknown': ({ line, name }) => `第 ${line} 行的“[[${name}]]”不是可用的表格。请对照右侧的表格名称改正。`,
  'agreement.fact_missing': ({ name }) => `协议文本要用到“${name}”，但档案里没有这一项。请先补全档案，或联系经办机构修改协议文本。`,
  'agreement.version_malformed': ({ version }) => `版本号“${version}”不对。请用 2 到 20 个字母、数字、点或连字符，例如 2026-01。`,
  'agreement.version_taken': ({ version }) => `版本 ${version} 已经有了。已有的版本不能改，请换一个版本号。`,
  'agreement.begins_too_early': ({ earliest }) => `新文本最早从 ${earliest} 起用：今天签的协议已经按今天的文本给居民看过。`,
  'agreement.begins_with_another': ({ inForceFrom, version }) => `${inForceFrom} 已有版本 ${version} 起用。请改一个起用日期。`,
  'agreement.title_missing': () => '还没有写标题。请填写协议或同意书的标题。',
  'agreement.text_too_long': ({ length, most }) => `正文有 ${length} 字，超过 ${most} 字。请精简后再保存。`,
  'agreement.none_in_force': ({ kind, day }) => `${day} 没有可用的${documents[kind] ?? '文本'}。请联系经办机构设置。`,
  'agreement.consent_unknown': ({ version }) => `知情同意书版本“${version}”不存在或者还没有起用。请刷新页面，按现在的同意书重新征得同意。`,
  'agreement.not_in_force': ({ number, endDay }) => `协议 ${number} 已经结束（到 ${endDay} 为止），不能补签。`,
  'agreement.already_recorded': ({ number }) => `协议 ${number} 已经有签署记录，不能再补签。请刷新页面查看。`,
} satisfies RefusalSentences<AgreementRefusal['code']>;

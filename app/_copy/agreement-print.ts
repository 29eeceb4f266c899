import type { AgreementPrintWords } from '@/server/domain/agreement/print-words';

/** What a printed agreement says around its text. */
export const agreementPrint: AgreementPrintWords = {
  page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  number: (number) => `协议编号 ${number}`,
  digest: (digest) => `内容摘要（SHA-256）：${digest}`,
  partyA: '甲方（盖章）、签约医生签名：',
  partyB: '乙方（或监护人）签名：',
  date: '签名日期：',
  seal: '日期：',
  methods: { handwritten: '屏幕手写签名', sms_code: '短信验证码确认', paper_code: '凭查询二维码和证件号码后四位确认', paper: '纸质签名，由机构存档' },
  signedBy: (method, at) => `${method}，${at} 留存`,
  verify: '扫描二维码，可以核对本协议的真伪和现在的状态。',
  verifyAt: (address) => `也可以打开 ${address}，输入协议编号和核验码。`,
  code: (code) => `核验码：${code}`,
  unrecorded: '本件按登记信息生成，系统没有留存这份协议的签署记录，以机构保存的原件为准。',
  faulty: '注意：留存的内容与签署时不一致，本件不能作为凭据，请与签约机构核对。',
  missingGlyphs: (codePoints) => `本件有字库里没有的字，以统一码编号代替：${codePoints}`,
  printedAt: (at) => `打印于 ${at}`,
  fileName: (number) => `家庭医生签约协议_${number}`,
};

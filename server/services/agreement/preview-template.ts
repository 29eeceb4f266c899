import type { AgreementKind } from '@/server/domain/agreement/codes';
import type { AgreementDocument } from '@/server/domain/agreement/document';
import { type AgreementSource, agreementFacts } from '@/server/domain/agreement/facts';
import { fillAgreement } from '@/server/domain/agreement/fill-agreement';
import { addDays, addYears } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

/** A text as it will read, filled with people who do not exist. */
export async function previewTemplate(context: ServiceContext, input: { readonly kind: AgreementKind; readonly title: string; readonly body: string }): Promise<Outcome<AgreementDocument, AnyRefusal>> {
  permit(context, 'contract:read');
  const day = today(context);
  return fillAgreement({ scene: 'family_contract', version: 'preview', inForceFrom: day, ...input }, agreementFacts(exampleSource(day)));
}

function exampleSource(day: string): AgreementSource {
  return {
    number: `Q330100${day.replaceAll('-', '')}000001`,
    regionName: '示例统筹区',
    institutionName: '示例社区卫生服务中心',
    team: {
      name: '第一家庭医生团队',
      phone: '0571-80000001',
      leaderName: '张医生',
      members: [
        { role: 'leader', name: '张医生', title: '主治医师' },
        { role: 'nurse', name: '李护士', title: '护师' },
        { role: 'public_health', name: '王医师', title: '公卫医师' },
      ],
    },
    doctorName: '张医生',
    resident: { name: '示例居民', sex: 'female', birthDay: '1955-05-01', maskedNumber: '330102********0021', maskedPhone: '138****0000', address: '示例路 1 号', keyGroups: ['elderly65', 'hypertension'] },
    guardian: { name: '示例监护人', relation: '子女' },
    packages: [
      { name: '基础服务包', yearlyPriceFen: 0, fundFen: 0, publicHealthFen: 0, personFen: 0, items: [{ name: '健康档案更新', perYear: 1 }, { name: '健康咨询', perYear: -1 }] },
      { name: '高血压服务包', yearlyPriceFen: 12000, fundFen: 5000, publicHealthFen: 4000, personFen: 3000, items: [{ name: '面对面随访', perYear: 4 }] },
    ],
    startDay: day,
    endDay: addDays(addYears(day, 1), -1),
    termYears: 1,
    signedDay: day,
    consentVersion: day.slice(0, 7),
  };
}

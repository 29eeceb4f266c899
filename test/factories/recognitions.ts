import type { Evidence } from '@/server/domain/recognition/recognition';
import { type ApplyForRecognitionInput, applyForRecognition } from '@/server/services/recognition/apply-for-recognition';
import { approveRecognition } from '@/server/services/recognition/approve-recognition';
import type { RecognitionReceipt } from '@/server/services/recognition/change-recognition';
import type { District } from './district';
import { fresh, granted } from './referrals';

export const discharge: Evidence = {
  kind: 'discharge_summary',
  text: '高血压病3级（很高危），长期服用氨氯地平控制',
  issuedOn: '2025-02-20',
  issuer: '城东中心医院',
};

/** An application for hypertension as a doctor writes it. */
export function applicationOf(residentId: string, change: Partial<ApplyForRecognitionInput> = {}): ApplyForRecognitionInput {
  return {
    requestKey: fresh('recognition-request'),
    residentId,
    diseaseCode: 'M03900',
    diagnosisCode: 'I10.x00',
    diagnosisName: '特发性（原发性）高血压',
    evidence: [discharge],
    renewsId: null,
    ...change,
  };
}

/** Applied for by the district's doctor and approved by its reviewer; for two years from the district's day unless told otherwise. */
export async function recognized(
  district: District,
  residentId: string,
  { now, ...change }: Partial<ApplyForRecognitionInput> & { readonly now?: number } = {},
): Promise<RecognitionReceipt> {
  const at = now === undefined ? {} : { now };
  const { id, version } = granted(await applyForRecognition(district.contextFor('doctor', at), applicationOf(residentId, change)));
  return granted(await approveRecognition(district.contextFor('bureau_reviewer', at), { recognitionId: id, version, validFrom: null }));
}

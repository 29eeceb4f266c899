import type { EvidenceKind } from '@/server/domain/recognition/codes';

export const recognitionDraftKey = 'recognitions.new';

/** An item of evidence as it is being written; a day not chosen yet is empty. */
export interface EvidenceDraft {
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly issuedOn: string;
  readonly issuer: string;
}

/** The form as it is kept until it is sent. */
export interface RecognitionDraft {
  /** Made at the first try to send, so that a second try is known to be the same application. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly diseaseCode: string;
  readonly diagnosisCode: string;
  readonly diagnosisName: string;
  readonly evidence: readonly EvidenceDraft[];
  /** The recognition that is renewed; empty for a first one. */
  readonly renewsId: string;
}

export const emptyEvidence: EvidenceDraft = { kind: 'discharge_summary', text: '', issuedOn: '', issuer: '' };

export const emptyRecognition: RecognitionDraft = {
  requestKey: '',
  residentId: '',
  diseaseCode: '',
  diagnosisCode: '',
  diagnosisName: '',
  evidence: [emptyEvidence],
  renewsId: '',
};

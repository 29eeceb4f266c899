import { type IdentityNumber, checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import type { RowReader } from '../sheets/row-reader';

/** The certificate of a row, or null with the reasons in the columns they are about. */
export function identityIn(reader: RowReader, certType: string, certNo: string): IdentityNumber | null {
  if (certType === '' || certNo === '') return null;
  const checked = checkIdentityNumber(certType, certNo);
  if (checked.ok) return checked.value;
  const aboutKind = checked.refusals[0].code === 'identity.unknown_kind';
  reader.refuse(aboutKind ? 'psn_cert_type' : 'certno', ...checked.refusals);
  return null;
}

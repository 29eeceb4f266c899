import { carePlan as copy } from '@/app/_copy/care-plan';
import Link from '@/app/_ui/link';
import type { Measurements } from '@/server/domain/fulfilment/service';
import { findSigns } from '@/server/domain/referral/danger-signs';

/** Values at which somebody is to be referred up again, said while they are typed, by the rule that referrals are judged by. */
export function DangerNote({ found, residentId }: { readonly found: Measurements; readonly residentId: string | null }) {
  const { systolic, diastolic, glucoseTenths, heartRate } = found;
  const signs = findSigns({ measurements: { ...(systolic !== undefined && { systolic }), ...(diastolic !== undefined && { diastolic }), ...(glucoseTenths !== undefined && { glucoseTenths }), ...(heartRate !== undefined && { heartRate }) }, symptoms: [] });
  if (signs.length === 0) return null;
  return (
    <div role="alert" style={{ margin: '12px 0', padding: '8px 14px', color: '#7a1020', background: '#fff1f0', border: '1px solid #f0a8a4', borderRadius: 6 }}>
      <p style={{ margin: 0 }}>{copy.acts.danger}</p>
      <ul style={{ margin: '4px 0' }}>
        {signs.map(({ sign }) => (
          <li key={sign.code}>{copy.acts.dangerSource(sign.source.document, sign.source.clause)}</li>
        ))}
      </ul>
      {residentId === null ? null : <Link href={`/referrals/new?resident=${residentId}`}>{copy.acts.referAgain}</Link>}
    </div>
  );
}

import { course } from '@/app/_copy/referral-course';
import { formatInstant } from '@/app/_ui/moment';
import { Section } from '@/app/_ui/page';
import type { ReferralDetail } from '../use-referral';
import styles from './detail.module.css';

type Place = ReferralDetail['beds'][number];

/** The places of the referral: the visit or examination, and the bed of each day of a stay. */
export function PlacesPanel({ shown: { slot, beds } }: { readonly shown: ReferralDetail }) {
  const { places: copy } = course;
  const [firstBed] = beds;
  const all = [...(slot ? [slot] : []), ...beds];
  return (
    <Section title={copy.title}>
      {all.length === 0 ? <p>{copy.none}</p> : null}
      {firstBed ? <p>{copy.stay(firstBed.day, beds.length)}</p> : null}
      {all.length > 0 ? (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={copy.title}>
          <table className={styles.table}>
            <thead>
              <tr>
                {Object.values(copy.columns).map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {all.map((place) => (
                <PlaceRow key={`${place.sessionId} ${place.number}`} place={place} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  );
}

function PlaceRow({ place }: { readonly place: Place }) {
  const { places: copy } = course;
  const { kind, day, startsAt, endsAt, number, departmentName, resourceName, standing, heldUntil } = place;
  return (
    <tr>
      <td>{kind === 'ward' ? day : `${formatInstant(startsAt)}–${formatInstant(endsAt).slice(11)}`}</td>
      <td>{kind === 'ward' ? copy.bed(number) : kind === 'exam' ? copy.exam : copy.visit}</td>
      <td>
        {departmentName} {resourceName}
      </td>
      <td>{number}</td>
      <td>{copy.standings[standing](formatInstant(heldUntil))}</td>
    </tr>
  );
}

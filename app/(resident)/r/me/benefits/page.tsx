import { isDay } from '@/server/domain/kernel/calendar-day';
import { HomeLink } from '../home-link';
import { OwnBenefits } from '../own-benefits';
import { signedIn } from '../signed-in';

interface BenefitsProps {
  readonly searchParams: Promise<{ readonly year?: string }>;
}

/** What was paid for one in a benefit year, and the way to the years before. */
export default async function OwnBenefitsPage({ searchParams }: BenefitsProps) {
  const { year = '' } = await searchParams;
  const api = await signedIn();
  return (
    <>
      <OwnBenefits benefits={await api.own.benefits({ year: isDay(year) ? year : null })} />
      <HomeLink />
    </>
  );
}

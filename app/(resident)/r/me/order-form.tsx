import { randomUUID } from 'node:crypto';
import { labelOf } from '@/app/_copy/labels';
import { guardianRelations } from '@/app/_copy/labels-family';
import { acts } from '@/app/_copy/own-acts';
import type { ResidentApi } from '@/app/_trpc/server';
import { yuanText } from '@/app/_ui/money';
import { Go } from '../go';
import styles from '../resident.module.css';
import { AgreementPaper } from '@/app/_ui/agreement-paper';

export interface Order {
  readonly deed: 'sign' | 'transfer' | 'renew' | 'confirm';
  /** The page this form stands on, with its own query. */
  readonly back: string;
  readonly teamId: string;
  /** The contract that is renewed or left. */
  readonly contractId: string | null;
  /** The proposal that is answered. */
  readonly requestId: string | null;
  /** Ticked as the page is asked for; null: what suits the person. */
  readonly packageCodes: readonly string[] | null;
  readonly termYears: number | null;
  /** A proposal is agreed to as it is. */
  readonly isFixed: boolean;
}

type Offer = Awaited<ReturnType<ResidentApi['own']['packages']>>;

/**
 * Everything that is agreed to, on one page: packages, term, both texts in full, and two consents that are ticked apart. It is sent without
 * scripts; the texts follow the choice when its own button is pressed.
 */
export async function OrderForm({ api, order }: { readonly api: ResidentApi; readonly order: Order }) {
  const [offer, phone, wards, contract] = await Promise.all([api.own.packages(), api.own.phone(), api.own.wards(), api.own.contract()]);
  const relation = wards.wards.find(({ id }) => id === wards.lookingAt)?.relation ?? null;
  const { form: copy } = acts;
  const chosen = order.packageCodes ?? offer.suggested;
  const years = order.termYears ?? offer.defaultTermYears;
  const guardian = relation === null ? null : { name: copy.guardianName, relation: labelOf(guardianRelations, relation) };
  const texts = await api.agreement.previewOwn({ teamId: order.teamId, practitionerId: null, packageCodes: [...chosen], startDay: null, termYears: years, guardian });
  if (phone.masked === null) return <NoPhone />;
  return (
    <form method="post" action="/api/resident/ask" className={styles.form}>
      <Hidden order={order} relation={guardian?.relation ?? ''} version={texts.consent.templateVersion} />
      {relation === null ? null : <p className={styles.strong}>{copy.guardian(contract.maskedName)}</p>}
      {order.isFixed ? <Fixed offer={offer} chosen={chosen} years={years} /> : <Choices offer={offer} chosen={chosen} years={years} order={order} />}
      {[texts.agreement, texts.consent].map((document) => (
        <details key={document.kind} className={styles.more}>
          <summary>{copy.read(document.title)}</summary>
          <AgreementPaper document={document} />
        </details>
      ))}
      <Tick name="agree" label={copy.agree} />
      <Tick name="consent" label={copy.consentTick} hint={copy.consentHint} />
      <button type="submit">{copy.send}</button>
    </form>
  );
}

function Hidden({ order, relation, version }: { readonly order: Order; readonly relation: string; readonly version: string }) {
  const fields = { deed: order.deed, back: order.back, key: randomUUID(), version, relation, team: order.teamId, contract: order.contractId ?? '', request: order.requestId ?? '' };
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}

function NoPhone() {
  return (
    <section className={styles.card}>
      <p>{acts.form.noPhone}</p>
      <Go as="action" href="/r/me/phone">
        {acts.form.toPhone}
      </Go>
    </section>
  );
}

interface ChosenProps {
  readonly offer: Offer;
  readonly chosen: readonly string[];
  readonly years: number;
}

function Choices({ offer, chosen, years, order }: ChosenProps & { readonly order: Order }) {
  const { form: copy } = acts;
  return (
    <>
      <fieldset>
        <legend>{copy.packages}</legend>
        <p className={styles.hint}>{copy.packagesHint}</p>
        {offer.packages.map((each) => (
          <div key={each.code}>
            {each.kind === 'basic' && chosen.includes(each.code) ? <input type="hidden" name="package" value={each.code} /> : null}
            <label className={styles.tick}>
              <input type="checkbox" name={each.kind === 'basic' ? undefined : 'package'} value={each.code} defaultChecked={chosen.includes(each.code)} disabled={each.kind === 'basic'} />
              <span>
                {each.name}
                <small>{priceOf(each)}</small>
              </span>
            </label>
            <Items items={each.items} />
          </div>
        ))}
      </fieldset>
      <label htmlFor="years">{copy.years}</label>
      <select id="years" name="years" defaultValue={years}>
        {offer.termYears.map((count) => (
          <option key={count} value={count}>
            {copy.year(count)}
          </option>
        ))}
      </select>
      {order.deed === 'transfer' ? <Reasons /> : null}
      <button type="submit" className={styles.quiet} formMethod="get" formAction={order.back.split('?')[0]} formNoValidate>
        {copy.update}
      </button>
    </>
  );
}

function Reasons() {
  const { form: copy } = acts;
  return (
    <>
      <p>{copy.transferNote}</p>
      <label htmlFor="reason">{copy.reason}</label>
      <select id="reason" name="reason" defaultValue="moved">
        {Object.entries(copy.reasons).map(([code, label]) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </>
  );
}

function Fixed({ offer, chosen, years }: ChosenProps) {
  const { form: copy } = acts;
  const packages = offer.packages.filter(({ code }) => chosen.includes(code));
  return (
    <section>
      <h2>{copy.packages}</h2>
      {packages.map((each) => (
        <div key={each.code}>
          <p className={styles.strong}>{each.name}</p>
          <p>{priceOf(each)}</p>
          <Items items={each.items} />
        </div>
      ))}
      <p>
        {copy.years}：{copy.year(years)}
      </p>
    </section>
  );
}

function priceOf({ priceFen, parts }: Offer['packages'][number]): string {
  return parts.person === 0 ? acts.form.free : acts.form.price(yuanText(priceFen), yuanText(parts.person));
}

function Items({ items }: { readonly items: Offer['packages'][number]['items'] }) {
  const { form: copy } = acts;
  if (items.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>{copy.items(items.length)}</summary>
      <ul className={styles.list}>
        {items.map(({ code, name, perYear }) => (
          <li key={code}>{copy.item(name, perYear)}</li>
        ))}
      </ul>
    </details>
  );
}

function Tick({ name, label, hint }: { readonly name: string; readonly label: string; readonly hint?: string }) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" name={name} value="1" required />
      <span>
        {label}
        {hint ? <small>{hint}</small> : null}
      </span>
    </label>
  );
}

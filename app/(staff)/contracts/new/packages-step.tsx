'use client';

import { Checkbox } from 'antd';
import { desk as copy } from '@/app/_copy/desk';
import { formatYuan } from '@/server/domain/kernel/fen';
import { Section } from '@/app/_ui/page';
import styles from './desk.module.css';
import type { OfferedPackage, Signer } from './signers';

interface PackagesStepProps {
  readonly offered: readonly OfferedPackage[];
  readonly signers: readonly Signer[];
  readonly onChoose: (signerKey: string, packageCodes: readonly string[]) => void;
}

/** What each signer is signed for, with what is in it and what it costs them; what fits their key groups is ticked. */
export function PackagesStep({ offered, signers, onChoose }: PackagesStepProps) {
  return (
    <Section title={copy.packages.title}>
      <p>{copy.packages.suggestedFor}</p>
      {signers.map((signer) => (
        <fieldset key={signer.key} className={styles.signer}>
          <legend>{copy.packages.of(signer.name)}</legend>
          <PackageList offered={offered} shown={offered.filter(({ code }) => signer.suggested.includes(code))} signer={signer} onChoose={onChoose} />
          <details open={signer.packageCodes.some((code) => !signer.suggested.includes(code))}>
            <summary>{copy.packages.others}</summary>
            <PackageList offered={offered} shown={offered.filter(({ code }) => !signer.suggested.includes(code))} signer={signer} onChoose={onChoose} />
          </details>
          {signer.packageCodes.length === 0 ? <p role="alert">{copy.packages.noSuch}</p> : null}
        </fieldset>
      ))}
    </Section>
  );
}

interface PackageListProps extends Pick<PackagesStepProps, 'offered' | 'onChoose'> {
  readonly shown: readonly OfferedPackage[];
  readonly signer: Signer;
}

function PackageList({ offered, shown, signer, onChoose }: PackageListProps) {
  return (
    <ul className={styles.people}>
      {shown.map((each) => (
        <li key={each.code}>
          <Checkbox checked={signer.packageCodes.includes(each.code)} onChange={(event) => onChoose(signer.key, chosenIn(offered, signer.packageCodes, each.code, event.target.checked))}>
            <strong>{each.name}</strong> {priceOf(each)}
            <span className={styles.muted}>{copy.packages.items(each.items.map(({ name, perYear }) => copy.packages.item(name, perYear)).join('、'))}</span>
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}

/** In the order of the catalogue, which puts the basic package first. */
function chosenIn(offered: readonly OfferedPackage[], codes: readonly string[], code: string, checked: boolean): string[] {
  return offered.map((each) => each.code).filter((each) => (each === code ? checked : codes.includes(each)));
}

function priceOf({ priceFen, parts }: OfferedPackage): string {
  return priceFen === 0 ? copy.packages.free : copy.packages.price(formatYuan(priceFen), formatYuan(parts.person));
}

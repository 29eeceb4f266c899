'use client';

import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { contractActs as copy } from '@/app/_copy/contract-acts';
import { useTRPC } from '@/app/_trpc/client';
import { RefusalList } from '@/app/_ui/refusal-list';

interface PackageChoiceProps {
  readonly codes: readonly string[];
  readonly onChange: (codes: readonly string[]) => void;
}

/** What the region offers today, in its own words and in the order of its catalogue, which puts the basic package first. */
export function PackageChoice({ codes, onChange }: PackageChoiceProps) {
  const trpc = useTRPC();
  const packages = useQuery(trpc.contract.packages.queryOptions({ residentId: null }));
  if (packages.error) return <RefusalList error={packages.error} />;
  const offered = packages.data?.packages ?? [];
  return (
    <fieldset>
      <legend>{copy.form.packages}</legend>
      {offered.map(({ code, name }) => (
        <Checkbox key={code} checked={codes.includes(code)} onChange={(event) => onChange(offered.map((each) => each.code).filter((each) => (each === code ? event.target.checked : codes.includes(each))))}>
          {name}
        </Checkbox>
      ))}
    </fieldset>
  );
}

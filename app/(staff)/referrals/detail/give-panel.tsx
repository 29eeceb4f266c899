'use client';

import { Kit } from '../../kit';
import type { ActProps } from './act';
import { GiveForm } from './give-form';

/** The form by which a place is given, with what it needs of the kit; fetched once somebody wants it. */
export function GivePanel(props: ActProps) {
  return (
    <Kit>
      <GiveForm {...props} />
    </Kit>
  );
}
